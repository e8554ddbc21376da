package dev.talaria.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Many streams that begin together, each read by a thread of its own. */
final class PacedStreams {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Reader reader;
    private final long[] first;
    private final long[] cpu;
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    PacedStreams(Reader reader, int count) {
        this.reader = reader;
        this.first = new long[count];
        this.cpu = new long[count];
    }

    /** Reads a stream to its end. */
    interface Reader {
        /** @param seen called with each event, or more of them at a time */
        void read(Runnable seen);
    }

    /**
     * Reads them all.
     *
     * @param events of each stream
     * @param pauseMs before each event: the ideal is that nothing else takes time
     */
    Map<String, Double> run(int events, long pauseMs) throws InterruptedException {
        Thread[] threads = new Thread[first.length];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> read(number), "stream-" + number);
            threads[i].start();
        }
        long processCpu = PROCESS.getProcessCpuTime();
        long begun = System.nanoTime();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        double wallMs = (System.nanoTime() - begun) / 1e6;
        processCpu = PROCESS.getProcessCpuTime() - processCpu;
        if (failure.get() != null) {
            throw failure.get();
        }
        return figures(wallMs, processCpu, events, pauseMs);
    }

    private void read(int number) {
        try {
            go.await();
            long begun = System.nanoTime();
            reader.read(() -> first[number] = first[number] == 0 ? System.nanoTime() - begun : first[number]);
            cpu[number] = THREADS.getCurrentThreadCpuTime();
        } catch (RuntimeException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Double> figures(double wallMs, long processCpu, int events, long pauseMs) {
        Arrays.sort(first);
        int count = first.length;
        double all = (double) count * events;
        Map<String, Double> figures = new TreeMap<>();
        figures.put("wall_ms", wallMs);
        figures.put("percent_of_ideal", 100.0 * events * pauseMs / wallMs);
        figures.put("first_token_late_ms_median", first[count / 2] / 1e6 - pauseMs);
        figures.put("first_token_late_ms_max", first[count - 1] / 1e6 - pauseMs);
        figures.put("reader_cpu_us_per_token", Arrays.stream(cpu).sum() / 1e3 / all);
        figures.put("process_cpu_us_per_token", processCpu / 1e3 / all);
        return figures;
    }
}
