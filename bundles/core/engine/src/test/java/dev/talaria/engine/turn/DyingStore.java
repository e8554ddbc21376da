package dev.talaria.engine.turn;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoreException;
import dev.talaria.testkit.store.ForwardingStore;
import dev.talaria.testkit.store.MemoryStore;

/** Fails from a commit on, like a process that dies there. */
final class DyingStore extends ForwardingStore {
    private int left;

    DyingStore(int commits) {
        super(new MemoryStore());
        left = commits;
    }

    /** Lives for so many commits from now on. */
    void dieAfter(int commits) {
        left = commits;
    }

    void revive() {
        left = Integer.MAX_VALUE;
    }

    @Override
    public void commit(Batch batch) {
        if (left-- <= 0) {
            throw new StoreException(StoreException.Code.IO, "The disk is gone.", "Bring it back.", null);
        }
        super.commit(batch);
    }
}
