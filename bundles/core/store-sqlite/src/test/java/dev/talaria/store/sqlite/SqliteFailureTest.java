package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoreException.Code;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, read-only, slow or damaged: threat 34. The store says so, loses nothing and goes on. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class SqliteFailureTest {
    private static final byte[] TEN_KB = new byte[10_000];

    @TempDir
    Path folder;

    private SqliteStore open() {
        return SqliteStore.open(folder, Clock.systemUTC(), StoreOptions.defaults());
    }

    private static Batch append(String stream, long expected) {
        return Batch.builder()
                .append(stream, expected, List.of(new EventRecord("test", 1, TEN_KB, null)))
                .build();
    }

    private static void pragma(SqliteStore store, String pragma) {
        store.write((open, now) -> {
            open.execute("PRAGMA " + pragma);
            return now;
        });
    }

    private static StoreException failure(Runnable action) {
        return catchThrowableOfType(StoreException.class, action::run);
    }

    private void assertSays(StoreException failure, Code code, String what) {
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).contains(what).contains(folder.toString());
        assertThat(failure.remedy()).isNotBlank();
    }

    @Test
    void aFullDiskLosesNothingAcceptedAndRecovers() {
        try (SqliteStore store = open()) {
            pragma(store, "max_page_count = 60");
            long accepted = 0;
            StoreException full = null;
            while (full == null) {
                long expected = accepted;
                full = failure(() -> store.commit(append("s", expected)));
                accepted += full == null ? 1 : 0;
            }

            assertSays(full, Code.IO, "disk is full");
            assertThat(full.remedy()).contains("Free space");
            assertThat(accepted).isPositive().isEqualTo(store.lastSequence("s"));
            pragma(store, "max_page_count = 1000000");
            store.commit(append("s", accepted));
            assertThat(store.read("s", 0, 1_000)).hasSize((int) accepted + 1);
        }
    }

    @Test
    void aReadOnlyDatabaseSaysSoAndRecovers() {
        try (SqliteStore store = open()) {
            store.commit(append("s", 0));

            StoreException failure = failure(() -> store.write((open, now) -> {
                open.execute("PRAGMA query_only = ON");
                try {
                    return new BatchChange(append("s", 1)).apply(open, now);
                } finally {
                    open.execute("PRAGMA query_only = OFF");
                }
            }));

            assertSays(failure, Code.IO, "read-only");
            assertThat(store.lastSequence("s")).isEqualTo(1);
            store.commit(append("s", 1));
        }
    }

    @Test
    void anErrorOfOneGroupReachesAllItsMembersAndTheNextGroupWorks() throws Exception {
        try (SqliteStore store = open();
                HeldWriter held = new HeldWriter(store)) {
            List<Future<StoreException>> failing = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String stream = "s" + i;
                failing.add(held.behind(() -> failure(() -> store.commit(append(stream, 0)))));
            }
            failing.add(held.behind(() -> failure(() -> store.write((open, now) -> {
                throw new SQLException("the disk made a noise");
            }))));

            held.release();

            for (Future<StoreException> one : failing) {
                assertSays(one.get(), Code.IO, "the disk made a noise");
            }
            assertThat(store.lastSequence("s0")).isZero();
            store.commit(append("s0", 0));
            assertThat(store.lastSequence("s0")).isEqualTo(1);
        }
    }

    @Test
    void anErrorOfTheJavaMachineDoesNotEndTheWriter() {
        try (SqliteStore store = open()) {
            StoreException failure = failure(() -> store.write((open, now) -> {
                throw new OutOfMemoryError("pretended");
            }));

            assertSays(failure, Code.IO, "pretended");
            store.commit(append("s", 0));
        }
    }

    @Test
    void aStoreThatHangsRefusesInTimeAndKeepsNothingOfIt() throws Exception {
        StoreOptions impatient = new StoreOptions(1, 8, Duration.ofMillis(50));
        try (SqliteStore store = SqliteStore.open(folder, Clock.systemUTC(), impatient)) {
            try (HeldWriter held = new HeldWriter(store)) {
                assertSays(failure(() -> store.commit(append("s", 0))), Code.IO, "busy for 50 ms");
            }
            store.tune(StoreOptions.defaults());
            store.commit(append("s", 0));
            assertThat(store.lastSequence("s")).isEqualTo(1);
        }
    }

    @Test
    void closingWritesWhatIsQueued() throws Exception {
        SqliteStore store = open();
        try (HeldWriter held = new HeldWriter(store)) {
            Future<?> queued = held.behind(() -> failure(() -> store.commit(append("s", 0))));
            Future<?> closing = held.behind(() -> failure(store::close));

            held.release();

            assertThat(queued.get()).isNull();
            assertThat(closing.get()).isNull();
        }
        try (SqliteStore again = open()) {
            assertThat(again.lastSequence("s")).isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedUntouched() throws Exception {
        Path file = Files.writeString(folder.resolve("talaria.db"), "this is a shopping list ".repeat(100));

        StoreException refused = failure(() -> open().close());

        assertSays(refused, Code.IO, "damaged or no database");
        assertThat(file).content(StandardCharsets.UTF_8).startsWith("this is a shopping list");
    }

    @Test
    void aFileWhereTheHomeShouldBeIsNamed() throws Exception {
        Path home = Files.createFile(folder.resolve("home"));

        StoreException refused = failure(() -> SqliteHome.open(home).close());

        assertSays(refused, Code.IO, "cannot be created");
    }

    @Test
    void aReadOnlyFolderIsNamed() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));

        StoreException refused = failure(() -> open().close());

        assertSays(refused, Code.IO, "cannot be opened");
    }
}
