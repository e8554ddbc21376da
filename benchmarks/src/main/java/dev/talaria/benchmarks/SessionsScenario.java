package dev.talaria.benchmarks;

import dev.talaria.api.base.SessionKey;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many turns over many sessions, in random order, sixteen at a time: whether memory grows with the past, and what a turn
 * takes on disk.
 */
final class SessionsScenario {
    private static final int THREADS = 16;
    private static final int PARTS = 10;
    private static final long SEED = 7;
    private static final int FEW_WORDS = 4;
    private static final int TOKENS_PER_WORDS = 100;

    private SessionsScenario() {}

    /**
     * @param window of the model in tokens, filled by about ten turns, so that conversations are made shorter; 0: they only
     *     grow
     */
    static Map<String, Object> run(int turns, int sessions, int window) throws Exception {
        int words = window == 0 ? FEW_WORDS : window / TOKENS_PER_WORDS;
        try (BenchmarkEngine engine = new BenchmarkEngine(new InstantModel(1, window))) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Long> heap = new ArrayList<>();
            List<Long> cached = new ArrayList<>();
            List<Long> perSecond = new ArrayList<>();
            Random random = new Random(SEED);
            long empty = engine.storeBytes();
            try {
                for (int part = 0; part < PARTS; part++) {
                    long start = System.nanoTime();
                    turns(engine, threads, random, turns / PARTS, sessions, words);
                    perSecond.add(turns / PARTS * 1_000_000_000L / (System.nanoTime() - start));
                    heap.add(heapAfterCollection());
                    cached.add(engine.cachedBytes());
                }
            } finally {
                threads.shutdownNow();
            }
            return figures(turns, sessions, window, heap, cached, perSecond, engine.storeBytes() - empty);
        }
    }

    private static void turns(
            BenchmarkEngine engine, ExecutorService threads, Random random, int count, int sessions, int words)
            throws Exception {
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SessionKey key = new SessionKey("bench:" + random.nextInt(sessions));
            String message = "Message " + i + ": " + "some words that somebody says ".repeat(words);
            work.add(() -> engine.turn(key, message));
        }
        for (Future<Object> done : threads.invokeAll(work)) {
            done.get();
        }
    }

    private static long heapAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Map<String, Object> figures(
            int turns,
            int sessions,
            int window,
            List<Long> heap,
            List<Long> cached,
            List<Long> perSecond,
            long storeBytes) {
        long first = heap.get(0);
        long last = heap.get(PARTS - 1);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("turns", turns);
        line.put("sessions", sessions);
        line.put("window_tokens", window);
        line.put("heap_bytes_after_each_tenth", heap);
        line.put("cached_conversations_bytes_after_each_tenth", cached);
        line.put("heap_last_against_first_percent", Math.round((last - first) * 1000.0 / first) / 10.0);
        line.put("turns_per_second_of_each_tenth", perSecond);
        line.put("store_bytes_per_turn", storeBytes / turns);
        return line;
    }
}
