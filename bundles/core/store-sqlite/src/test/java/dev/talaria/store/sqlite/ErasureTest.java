package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is erased is in no file any more, log included, as soon as the commit returns. */
class ErasureTest {
    private static final String SECRET = "sk-live-0123456789";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 400, 60_000})
    void erasedBytesAreInNoFile(int repeats) throws IOException {
        try (SqliteStore store = SqliteStore.open(folder, Clock.systemUTC(), StoreOptions.defaults())) {
            byte[] leaked = SECRET.repeat(repeats).getBytes(StandardCharsets.UTF_8);
            EventRecord event = new EventRecord("test", 1, leaked, SECRET);
            store.commit(Batch.builder().append("s", 0, List.of(event, event)).build());
            assertThat(filesWithTheSecret()).isNotEmpty();

            store.commit(Batch.builder().erase("s", 1, 2, "leaked").build());

            assertThat(filesWithTheSecret()).isEmpty();
        }
    }

    @Test
    void aRefusedErasureErasesNothing() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder, Clock.systemUTC(), StoreOptions.defaults())) {
            EventRecord event = new EventRecord("test", 1, SECRET.getBytes(StandardCharsets.UTF_8), null);
            store.commit(Batch.builder().append("s", 0, List.of(event)).build());
            BatchChange erasure =
                    new BatchChange(Batch.builder().erase("s", 1, 1, "x").build());

            try {
                store.write((open, now) -> {
                    erasure.apply(open, now);
                    throw new IllegalStateException("refused after all");
                });
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessage("refused after all");
            }

            assertThat(store.read("s", 0, 1).get(0).event().bytes()).isEqualTo(event.bytes());
        }
    }

    private List<Path> filesWithTheSecret() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
