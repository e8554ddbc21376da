package dev.talaria.checkpoint.git;

import dev.talaria.api.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Looks into the store past the service. */
final class ShadowFiles {
    private ShadowFiles() {}

    static Set<String> of(Fixture fixture, Checkpoint checkpoint) {
        try (ShadowStore store = new ShadowStore(fixture.store())) {
            return store.run(repository -> Trees.read(
                            repository,
                            new Catalog(repository).find(checkpoint.id()).tree())
                    .keySet());
        }
    }

    static String content(Fixture fixture, Checkpoint checkpoint, String path) throws IOException {
        try (ShadowStore store = new ShadowStore(fixture.store())) {
            return store.run(repository -> {
                Kept kept = new Catalog(repository).find(checkpoint.id());
                Trees.File file = Trees.read(repository, kept.tree()).get(path);
                return new String(Trees.content(repository, file.content()), StandardCharsets.UTF_8);
            });
        }
    }
}
