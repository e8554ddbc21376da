package dev.talaria.benchmarks;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.SearchIndex.Order;
import dev.talaria.spi.store.SearchIndex.Query;
import dev.talaria.spi.store.Store;
import dev.talaria.store.sqlite.SqliteHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The store alone: synced commits by few and by many, and the search index with very many messages. */
final class StoreScenario {
    private static final int WARM_UP_SECONDS = 2;
    private static final int EVENT_BYTES = 1_000;
    private static final int MESSAGES_PER_COMMIT = 500;
    private static final int MESSAGES_PER_SESSION = 200;
    private static final int WORDS_PER_MESSAGE = 40;
    private static final int VOCABULARY = 50_000;
    private static final int SEARCHES = 200;
    private static final int LAGS = 50;

    private StoreScenario() {}

    /** Each writer commits events of 1 kB, one per commit, to a stream of its own. */
    static Map<String, Object> commits(Path home, int seconds) throws InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        try (SqliteHome open = SqliteHome.open(home)) {
            for (int writers : new int[] {1, 100}) {
                write(open.store(), "warm-up-" + writers, writers, WARM_UP_SECONDS);
                long[] times = write(open.store(), "measured-" + writers, writers, seconds);
                figures.put("commitsPerSecond_" + writers, times.length / seconds);
                percentiles(figures, "commitMs_" + writers, times);
            }
        }
        return figures;
    }

    /** @return the time of each commit in ns */
    private static long[] write(Store store, String name, int writers, int seconds) throws InterruptedException {
        byte[] bytes = new byte[EVENT_BYTES];
        new Random(1).nextBytes(bytes);
        List<EventRecord> event = List.of(new EventRecord("test", 1, bytes, null));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long[][] times = new long[writers][];
        CountDownLatch done = new CountDownLatch(writers);
        for (int i = 0; i < writers; i++) {
            int writer = i;
            Thread thread = new Thread(
                    () -> {
                        times[writer] = write(store, name + "-" + writer, event, end);
                        done.countDown();
                    },
                    "writer-" + i);
            thread.start();
        }
        done.await();
        return Arrays.stream(times).flatMapToLong(Arrays::stream).toArray();
    }

    private static long[] write(Store store, String stream, List<EventRecord> event, long end) {
        long[] times = new long[1_000_000];
        int count = 0;
        long begin = System.nanoTime();
        while (begin < end) {
            store.commit(Batch.builder().append(stream, count, event).build());
            long now = System.nanoTime();
            times[count++] = now - begin;
            begin = now;
        }
        return Arrays.copyOf(times, count);
    }

    /** Words are as frequent as in a language (Zipf), so that some are in nearly every message and most are rare. */
    static Map<String, Object> search(Path home, int messages) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        Random random = new Random(7);
        try (SqliteHome open = SqliteHome.open(home)) {
            long begun = System.nanoTime();
            load(open.store(), messages, random);
            figures.put("loadSeconds", seconds(begun));
            await(open.index());
            figures.put("indexedAfterSeconds", seconds(begun));
            figures.put("databaseBytesPerMessage", Files.size(home.resolve("store/talaria.db")) / messages);
            figures.put("indexBytesPerMessage", Files.size(home.resolve("store/search.db")) / messages);
            percentiles(figures, "lagMs", lags(open));
            figures.put("messages", messages);
            latencies(figures, open.index(), "rare", () -> word(5_000 + random.nextInt(40_000)));
            latencies(figures, open.index(), "common", () -> word(random.nextInt(10)));
            latencies(
                    figures,
                    open.index(),
                    "twoWords",
                    () -> word(random.nextInt(100)) + " " + word(random.nextInt(1_000)));
            latencies(
                    figures,
                    open.index(),
                    "phrase",
                    () -> "\"" + word(random.nextInt(20)) + " " + word(random.nextInt(20)) + "\"");
            latencies(
                    figures,
                    open.index(),
                    "prefix",
                    () -> word(random.nextInt(1_000)).substring(0, 3) + "*");
            latencies(figures, open.index(), "oneHan", () -> "编");
        }
        return figures;
    }

    private static void load(Store store, int messages, Random random) {
        for (int written = 0; written < messages; ) {
            Batch.Builder batch = Batch.builder();
            int end = Math.min(messages, written + MESSAGES_PER_COMMIT);
            while (written < end) {
                int count = Math.min(MESSAGES_PER_SESSION, end - written);
                List<EventRecord> events = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    String text = message(random);
                    events.add(new EventRecord("user.message", 1, text.getBytes(StandardCharsets.UTF_8), text));
                }
                batch.append("session-" + written, 0, events);
                written += count;
            }
            store.commit(batch.build());
        }
    }

    private static String message(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS_PER_MESSAGE; i++) {
            text.append(word((int) Math.pow(VOCABULARY, random.nextDouble()) - 1))
                    .append(' ');
        }
        return random.nextInt(100) == 0 ? text + "我喜欢编程" : text.toString();
    }

    /** The word of a rank, the most frequent first; spread over the alphabet. */
    private static String word(int rank) {
        return Long.toString(Math.floorMod((rank + 1) * 2_654_435_761L, 1L << 31) + (1L << 31), 36);
    }

    /** From before a commit to when what it said is found, in ns. */
    private static long[] lags(SqliteHome open) {
        long[] lags = new long[LAGS];
        for (int i = 0; i < LAGS; i++) {
            String text = "unheardof" + i;
            EventRecord event = new EventRecord("user.message", 1, new byte[1], text);
            long begun = System.nanoTime();
            open.store().commit(Batch.builder().append("lag", i, List.of(event)).build());
            while (hits(open.index(), text) == 0) {
                LockSupport.parkNanos(200_000);
            }
            lags[i] = System.nanoTime() - begun;
        }
        return lags;
    }

    private interface Text {
        String next();
    }

    private static void latencies(Map<String, Object> figures, SearchIndex index, String name, Text text) {
        long[] times = new long[SEARCHES];
        for (int i = 0; i < SEARCHES; i++) {
            String searched = text.next();
            long begun = System.nanoTime();
            hits(index, searched);
            times[i] = System.nanoTime() - begun;
        }
        percentiles(figures, "searchMs_" + name, times);
    }

    private static int hits(SearchIndex index, String text) {
        return index.search(new Query(text, Optional.empty(), List.of(), Order.RELEVANCE, 20))
                .size();
    }

    private static void await(SearchIndex index) {
        while (index.progress().behind() > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static double seconds(long begun) {
        return Math.round((System.nanoTime() - begun) / 1e8) / 10.0;
    }

    private static void percentiles(Map<String, Object> figures, String name, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        for (int percent : new int[] {50, 99}) {
            double millis = sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
            figures.put(name + "_p" + percent, Math.round(millis * 100) / 100.0);
        }
    }
}
