package dev.talaria.engine.control;

import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.engine.turn.TurnQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Does something in the place of a turn, or refuses: whoever changes a session does not wait for a long turn. */
final class Places {
    private final TurnQueue queue;

    Places(TurnQueue queue) {
        this.queue = queue;
    }

    /**
     * No turn of the keys begins while it is done.
     *
     * @throws SessionException BUSY if a turn of one of them runs
     */
    synchronized <T> T in(Collection<SessionKey> keys, Supplier<T> work) {
        List<SessionKey> entered = new ArrayList<>();
        try {
            for (SessionKey key : keys.stream().distinct().toList()) {
                if (!queue.tryEnter(key)) {
                    throw new SessionException(
                            Code.BUSY,
                            "A turn runs in the session of " + key + ". Nothing was changed.",
                            "Wait for its end, or stop it, and try again.");
                }
                entered.add(key);
            }
            return work.get();
        } finally {
            entered.forEach(queue::leave);
        }
    }
}
