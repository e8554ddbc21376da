package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoreException;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.SearchIndex.Order;
import dev.talaria.spi.store.SearchIndex.Query;
import dev.talaria.spi.store.Store;
import dev.talaria.testkit.store.SearchIndexContract;
import dev.talaria.testkit.tool.ManualClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteSearchIndexTest extends SearchIndexContract {
    private static final String SECRET = "xylophonekey";

    @TempDir
    Path place;

    private final Map<Store, SqliteHome> homes = new HashMap<>();

    @Override
    protected Store open(Path home, Clock clock) {
        SqliteHome opened = SqliteHome.open(home, clock, StoreOptions.defaults());
        homes.put(opened.store(), opened);
        return opened.store();
    }

    @Override
    protected void close(Store opened) {
        homes.remove(opened).close();
    }

    @Override
    protected SearchIndex index(Store opened) {
        return homes.get(opened).index();
    }

    @Override
    protected Optional<String> erasedBecause(Store opened, String stream, long sequence) {
        return homes.get(opened).sqlite().read(open -> EventTable.erasedBecause(open, stream, sequence));
    }

    private static void say(SqliteHome home, String stream, String text) {
        EventRecord event = new EventRecord("user.message", 1, new byte[1], text);
        home.store()
                .commit(Batch.builder()
                        .append(stream, home.store().lastSequence(stream), List.of(event))
                        .build());
    }

    private static int hits(SqliteHome home, String text) {
        await(() -> home.index().progress().behind() == 0);
        return home.index()
                .search(new Query(text, Optional.empty(), List.of(), Order.RELEVANCE, 100))
                .size();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Path file() {
        return place.resolve("store").resolve("search.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "cut", "gone", "version", "no index"})
    void anIndexThatIsDamagedIsBuiltAgain(String damage) throws Exception {
        try (SqliteHome home = SqliteHome.open(place)) {
            for (int i = 0; i < 200; i++) {
                say(home, "s", "number " + i + " of many");
            }
            assertThat(hits(home, "many")).isEqualTo(100);
        }

        damage(damage);

        try (SqliteHome home = SqliteHome.open(place)) {
            assertThat(hits(home, "\"number 150\"")).isEqualTo(1);
            say(home, "s", "one more");
            assertThat(hits(home, "\"one more\"")).isEqualTo(1);
        }
    }

    private void damage(String damage) throws Exception {
        switch (damage) {
            case "garbage" -> Files.writeString(file(), "this is a shopping list ".repeat(1_000));
            case "cut" -> {
                try (RandomAccessFile cut = new RandomAccessFile(file().toFile(), "rw")) {
                    cut.setLength(cut.length() / 2);
                }
            }
            case "gone" -> Files.delete(file());
            case "version" -> change("PRAGMA user_version = 99");
            default -> {
                Files.delete(file());
                change("PRAGMA user_version = 0", "CREATE TABLE progress (x)");
            }
        }
    }

    private void change(String... statements) throws Exception {
        try (Database database = Database.open(file())) {
            for (String statement : statements) {
                database.execute(statement);
            }
        }
    }

    /** Pages in the middle, so that the damage is met by a search and not by the opening. */
    @Test
    void damageThatASearchMeetsIsMended() throws Exception {
        try (SqliteHome home = SqliteHome.open(place)) {
            for (int i = 0; i < 300; i++) {
                say(home, "s", "number " + i + " of many " + "word".repeat(20) + i);
            }
            assertThat(hits(home, "many")).isEqualTo(100);
        }
        try (RandomAccessFile open = new RandomAccessFile(file().toFile(), "rw")) {
            byte[] noise = new byte[(int) (open.length() - 8 * 4_096)];
            new Random(5).nextBytes(noise);
            open.seek(8 * 4_096);
            open.write(noise);
        }

        try (SqliteHome home = SqliteHome.open(place)) {
            await(() -> found(home, "\"number 299\"") == 1);
            assertThat(hits(home, "many")).isEqualTo(100);
        }
    }

    /** -1 while the index cannot tell. */
    private static int found(SqliteHome home, String text) {
        try {
            return hits(home, text);
        } catch (StoreException notNow) {
            return -1;
        }
    }

    @Test
    void anIndexOfAnotherJournalIsBuiltAgain() throws Exception {
        try (SqliteHome home = SqliteHome.open(place)) {
            say(home, "s", "of the first journal");
            say(home, "s", "of the first journal");
            assertThat(hits(home, "first")).isEqualTo(2);
        }
        for (String name : List.of("talaria.db", "talaria.db-wal", "talaria.db-shm")) {
            Files.deleteIfExists(place.resolve("store").resolve(name));
        }

        try (SqliteHome home = SqliteHome.open(place)) {
            say(home, "s", "of the second journal");
            assertThat(hits(home, "first")).isZero();
            assertThat(hits(home, "second")).isEqualTo(1);
        }
    }

    @Test
    void whatIsErasedIsNotInTheFile() throws Exception {
        try (SqliteHome home = SqliteHome.open(place)) {
            say(home, "s", "before");
            say(home, "s", "the key is " + SECRET);
            say(home, "s", "after");
            assertThat(hits(home, SECRET)).isEqualTo(1);
            assertThat(inFiles()).isTrue();

            home.store().commit(Batch.builder().erase("s", 2, 2, "leaked").build());
            assertThat(hits(home, SECRET)).isZero();

            assertThat(inFiles()).isFalse();
            assertThat(hits(home, "before OR after")).isEqualTo(2);
        }
    }

    private boolean inFiles() throws IOException {
        boolean found = false;
        for (String suffix : List.of("", "-wal")) {
            Path file = file().resolveSibling("search.db" + suffix);
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            found |= new String(bytes, StandardCharsets.ISO_8859_1).contains(SECRET.substring(1));
        }
        return found;
    }

    @Test
    void ageIsWeighedButNotMuch() {
        ManualClock clock = new ManualClock();
        try (SqliteHome home = SqliteHome.open(place, clock, StoreOptions.defaults())) {
            say(home, "s", "pear pear pear");
            say(home, "s", "a pear here now");
            say(home, "filler", "nothing of the kind");
            say(home, "filler", "nothing of the kind");
            clock.advance(Duration.ofDays(400));
            say(home, "s", "a pear here now");
            say(home, "filler", "nothing of the kind");
            await(() -> home.index().progress().behind() == 0);

            assertThat(home.index().search(new Query("pear", Optional.of("s"), List.of(), Order.RELEVANCE, 10)))
                    .extracting(SearchIndex.Hit::sequence)
                    .containsExactly(1L, 3L, 2L);
        }
    }

    @Test
    void muchTextIsIndexedInSeveralSteps() {
        try (SqliteHome home = SqliteHome.open(place)) {
            for (int i = 0; i < 6; i++) {
                say(home, "s", "word" + i + " " + "filler ".repeat(600_000));
            }
            assertThat(home.sqlite().<Integer>read(open -> EventTable.indexed(open, 0, 100)
                            .size()))
                    .isEqualTo(1);
            assertThat(hits(home, "word0 OR word5")).isEqualTo(2);
        }
    }
}
