package dev.talaria.store.sqlite;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.spi.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Measures the store: {@code java -cp … dev.talaria.store.sqlite.StoreSpeed <folder> [seconds]}. One JSON line per
 * number of writers; each writer commits single events of 1 kB to a stream of its own.
 */
final class StoreSpeed {
    private static final int WARM_UP_SECONDS = 2;

    private StoreSpeed() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "speed");
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        try (SqliteHome home = SqliteHome.open(folder)) {
            for (int writers : new int[] {1, 16, 100}) {
                run(home.store(), "warm-up-" + writers, writers, WARM_UP_SECONDS);
                report(writers, seconds, run(home.store(), "measured-" + writers, writers, seconds));
            }
        }
    }

    /** @return the time of each commit in ns, sorted */
    private static long[] run(Store store, String name, int writers, int seconds) throws InterruptedException {
        byte[] bytes = new byte[1_000];
        new Random(1).nextBytes(bytes);
        List<EventRecord> event = List.of(new EventRecord("test", 1, bytes, null));
        long end = System.nanoTime() + seconds * 1_000_000_000L;
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
        return Arrays.stream(times).flatMapToLong(Arrays::stream).sorted().toArray();
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

    private static void report(int writers, int seconds, long[] times) {
        System.out.printf(
                "{\"writers\":%d,\"seconds\":%d,\"commitsPerSecond\":%d,\"p50Ms\":%.2f,\"p99Ms\":%.2f}%n",
                writers,
                seconds,
                times.length / seconds,
                times[times.length / 2] / 1e6,
                times[times.length / 100 * 99] / 1e6);
    }
}
