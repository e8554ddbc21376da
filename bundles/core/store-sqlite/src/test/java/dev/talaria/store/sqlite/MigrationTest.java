package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other versions: older ones are brought up to date, newer ones survive. */
class MigrationTest {
    @TempDir
    Path folder;

    @TempDir
    Path other;

    private SqliteStore open(Path place) {
        return SqliteStore.open(place, Clock.systemUTC(), StoreOptions.defaults());
    }

    private static Path file(Path place) {
        return place.resolve("talaria.db");
    }

    /** A real file of the first version. */
    private void writeFirstVersion() throws IOException, SQLException {
        try (InputStream in = MigrationTest.class.getResourceAsStream("schema-1.sql");
                Database database = Database.open(file(folder))) {
            database.execute("PRAGMA journal_mode = WAL");
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String statement : script.split(";\n")) {
                database.execute(statement);
            }
        }
    }

    private static void assertHoldsTheFirstVersion(SqliteStore store) {
        assertThat(store.read("s", 0, 10))
                .extracting(stored -> new String(stored.event().bytes(), StandardCharsets.UTF_8))
                .containsExactly("one", "", "three");
        assertThat(store.<Object>read(
                        open -> EventTable.erasedBecause(open, "s", 2).orElseThrow()))
                .isEqualTo("leaked");
        assertThat(store.record("k", "key").orElseThrow().version()).isEqualTo(7);
        assertThat(store.outboxEntry("sent").orElseThrow().state()).isEqualTo(OutboxState.SENT);
        assertThat(store.claim(Instant.now(), 10, Duration.ofMinutes(1)))
                .singleElement()
                .satisfies(row -> assertThat(new String(row.bytes(), StandardCharsets.UTF_8))
                        .isEqualTo("reply"));
    }

    private static long version(Path file) throws SQLException {
        try (Database database = Database.open(file)) {
            return database.number("PRAGMA user_version");
        }
    }

    private static void change(Path file, String... statements) throws SQLException {
        try (Database database = Database.open(file)) {
            for (String statement : statements) {
                database.execute(statement);
            }
        }
    }

    @Test
    void aFileOfTheFirstVersionIsBroughtUpToDate() throws Exception {
        writeFirstVersion();

        try (SqliteStore store = open(folder)) {
            assertHoldsTheFirstVersion(store);
            store.commit(Batch.builder().erase("s", 1, 1, "now").build());
        }

        assertThat(version(file(folder))).isEqualTo(Schema.VERSION);
    }

    @Test
    void theStateBeforeIsKept() throws Exception {
        writeFirstVersion();
        open(folder).close();

        Path copy = folder.resolve("before-schema-" + Schema.VERSION + ".db");
        assertThat(version(copy)).isEqualTo(1);
        Files.copy(copy, file(other));
        try (SqliteStore store = open(other)) {
            assertHoldsTheFirstVersion(store);
        }
    }

    @Test
    void aNewFileNeedsNoCopyAndOldCopiesGo() throws Exception {
        open(other).close();
        assertThat(other).isDirectoryNotContaining("glob:**before-schema*");

        writeFirstVersion();
        Path old = Files.createFile(folder.resolve("before-schema-" + (Schema.VERSION - 3) + ".db"));
        Path recent = Files.createFile(folder.resolve("before-schema-" + (Schema.VERSION - 2) + ".db"));
        Path foreign = Files.createFile(folder.resolve("before-schema-mine.db"));
        open(folder).close();

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
        assertThat(foreign).exists();
    }

    @Test
    void aCrashInTheMiddleLeavesTheFileAsItWas() throws Exception {
        writeFirstVersion();
        int images = 0;
        try (Database database = Database.open(file(folder))) {
            database.execute("PRAGMA cache_size = 1");
            database.execute("BEGIN IMMEDIATE");
            for (int version = 1; version < Schema.VERSION; version++) {
                for (String statement : Schema.stepsFrom(version)) {
                    database.execute(statement);
                    assertImageIsWhole("image-" + images++);
                }
            }
            database.execute("PRAGMA user_version = " + Schema.VERSION);
            assertImageIsWhole("image-" + images);
        }
        assertThat(images).isGreaterThan(5);
    }

    private void assertImageIsWhole(String name) throws Exception {
        Path image = Files.createDirectory(other.resolve(name));
        for (String part : List.of("talaria.db", "talaria.db-wal")) {
            Files.copy(folder.resolve(part), image.resolve(part));
        }
        try (SqliteStore store = open(image)) {
            assertHoldsTheFirstVersion(store);
        }
    }

    @Test
    void aMigrationThatFailsLeavesTheFileAsItWas() throws Exception {
        writeFirstVersion();
        change(file(folder), "CREATE TABLE meta (mine INTEGER)");

        StoreException failed =
                catchThrowableOfType(StoreException.class, () -> open(folder).close());

        assertThat(failed.code()).isEqualTo(StoreException.Code.IO);
        assertThat(version(file(folder))).isEqualTo(1);
        change(file(folder), "DROP TABLE meta");
        try (SqliteStore store = open(folder)) {
            assertHoldsTheFirstVersion(store);
        }
    }

    /** Makes the file one of a version that adds a table, columns and an index. */
    private void makeNewer(String compatibleFrom) throws SQLException {
        change(
                file(folder),
                "CREATE TABLE of_the_future (x TEXT)",
                "INSERT INTO of_the_future VALUES ('kept')",
                "ALTER TABLE event ADD COLUMN mood TEXT DEFAULT 'calm'",
                "ALTER TABLE record ADD COLUMN mood TEXT",
                "ALTER TABLE outbox ADD COLUMN mood TEXT",
                "UPDATE event SET mood = 'glad'",
                "UPDATE record SET mood = 'glad'",
                "INSERT OR REPLACE INTO meta VALUES ('compatible_from', '" + compatibleFrom + "')",
                "PRAGMA user_version = " + (Schema.VERSION + 4));
    }

    private void commitSomething(long expected) {
        try (SqliteStore store = open(folder)) {
            store.commit(Batch.builder()
                    .append("s", expected, List.of(new EventRecord("test", 1, new byte[1], null)))
                    .put("k", "key", expected, null, new byte[1])
                    .enqueue("reply-" + expected, "lane", Instant.EPOCH, new byte[1])
                    .build());
        }
    }

    @Test
    void whatANewerVersionHasAddedSurvivesADowngrade() throws Exception {
        commitSomething(0);
        makeNewer(String.valueOf(Schema.VERSION));

        commitSomething(1);

        assertThat(version(file(folder))).isEqualTo(Schema.VERSION + 4);
        try (Database database = Database.open(file(folder))) {
            assertThat(database.number("SELECT count(*) FROM of_the_future WHERE x = 'kept'"))
                    .isEqualTo(1);
            assertThat(database.query(row -> row.getString(1), "SELECT mood FROM event ORDER BY sequence"))
                    .containsExactly("glad", "calm");
            assertThat(database.query(row -> row.getString(1), "SELECT mood FROM record"))
                    .containsExactly("glad");
            assertThat(database.number("SELECT count(*) FROM outbox")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "0", "999999"})
    void aNewerFileWithoutThatPromiseIsRefusedUntouched(String compatibleFrom) throws Exception {
        commitSomething(0);
        makeNewer(compatibleFrom);
        byte[] before = Files.readAllBytes(file(folder));

        StoreException refused = catchThrowableOfType(StoreException.class, () -> commitSomething(1));

        assertThat(refused.code()).isEqualTo(StoreException.Code.TOO_NEW);
        assertThat(refused.remedy()).contains("newer version", "before-schema");
        assertThat(Files.readAllBytes(file(folder))).isEqualTo(before);
    }
}
