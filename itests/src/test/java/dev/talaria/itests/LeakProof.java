package dev.talaria.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.talaria.itests.variant.VariantBundle;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installs, calls, updates and uninstalls a tool over and over, and proves that nothing of it stays. */
final class LeakProof {
    private static final Logger LOG = LoggerFactory.getLogger(LeakProof.class);
    private static final String NAME = "dev.talaria.itests.cycled_tool";
    private static final String TOOL = "cycled_tool";
    /** Sessions are cached up to 64, and caches of the JDK and the libraries fill up. */
    private static final int WARM_UP = 100;

    private static final long MAX_BYTES_PER_CYCLE = 1_000;

    /** Threads of the engine, of the problem watch, of Felix and of the JDK, begun when first needed. */
    private static final Pattern OWN = Pattern.compile(
            "talaria-call-\\d+|talaria-turn-timer-1|talaria-bundle-problems|Apache Felix Configurator Worker Thread|CompletableFutureDelayScheduler|ForkJoinPool.*");

    private final Container container;
    private final Conversation talk;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private final List<long[]> heap = new ArrayList<>();

    LeakProof(Container container, Conversation talk) {
        this.container = container;
        this.talk = talk;
    }

    /** One cycle, in a session of its own. */
    interface Cycle {
        void run(int number) throws Exception;
    }

    /** Install, call in a turn, update, call, uninstall. */
    void calls(int number) throws Exception {
        Bundle bundle = install(bundle(number));
        assertEquals("answer of 1.0." + number, talk.call(TOOL));
        bundle.update(
                new ByteArrayInputStream(VariantBundle.of(NAME, "1.1." + number).bytes()));
        watch(bundle);
        assertEquals("answer of 1.1." + number, talk.call(TOOL));
        bundle.uninstall();
    }

    /**
     * Install, interrupt the turn in the middle of the call, uninstall; each tenth time it is the uninstallation that
     * comes in the middle, and waits its two seconds for the call.
     */
    void interruptedCalls(int number) throws Exception {
        Bundle bundle = install(bundle(number).with("call", "block").with("once", ""));
        var turn = talk.begin(TOOL, 1);
        if (number % 10 != 5) {
            assertTrue(talk.interrupt());
            turn.get();
        }
        bundle.uninstall();
        turn.get();
    }

    /** A call that ignores being stopped outlives its bundle; when it ends at last, nothing of it stays. */
    void abandonedCalls(int number) throws Exception {
        Bundle bundle = install(bundle(number).with("call", "ignore").with("once", ""));
        var turn = talk.begin(TOOL, 1);
        bundle.uninstall();
        String output = talk.end(turn, 1).get(0);
        assertTrue(output, output.contains("may still be running"));
        talk.release();
    }

    void prove(int cycles, Cycle cycle) throws Exception {
        Set<Long> threadsBefore = threads();
        for (int number = 0; number < cycles; number++) {
            talk.inANewSession();
            cycle.run(number);
            if (number % 50 == 49) {
                heap.add(new long[] {number, usedHeap()});
            }
        }
        Container.await("every class loader is collected", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
        // A thread of the pool stays for its 30 idle seconds, and is none of the tool's.
        Set<Long> more = threads();
        more.removeAll(threadsBefore);
        List<String> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> more.contains(thread.getId()))
                .map(Thread::getName)
                .filter(name -> !OWN.matcher(name).matches())
                .collect(Collectors.toList());
        assertEquals(List.of(), left);
        assertTrue("threads: " + more, more.size() < 20);
        LOG.info(
                "Leak proof: {} cycles, {} class loaders collected, {} threads more, heap {} bytes per cycle after the"
                        + " first {}; KB every 50 cycles: {}",
                cycles,
                loaders.size(),
                more.size(),
                bytesPerCycle(),
                WARM_UP,
                heap.stream().map(point -> point[1] / 1024).toList());
        assertTrue("heap grows by " + bytesPerCycle() + " a cycle", bytesPerCycle() < MAX_BYTES_PER_CYCLE);
    }

    private static VariantBundle bundle(int number) {
        return VariantBundle.of(NAME, "1.0." + number);
    }

    private Bundle install(VariantBundle variant) throws Exception {
        Bundle bundle =
                container.context().installBundle("cycle:" + loaders.size(), new ByteArrayInputStream(variant.bytes()));
        bundle.start();
        watch(bundle);
        return bundle;
    }

    private void watch(Bundle bundle) {
        loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }

    private static Set<Long> threads() {
        Set<Long> ids = new HashSet<>();
        for (long id : ManagementFactory.getThreadMXBean().getAllThreadIds()) {
            ids.add(id);
        }
        return ids;
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The slope of a line through the heap sizes after the warm-up; 0 for a run that is too short to tell. */
    private long bytesPerCycle() {
        List<long[]> points = heap.stream().filter(point -> point[0] >= WARM_UP).toList();
        if (points.size() < 4) {
            return 0;
        }
        double x = points.stream().mapToLong(point -> point[0]).average().orElse(0);
        double y = points.stream().mapToLong(point -> point[1]).average().orElse(0);
        double covariance = points.stream()
                .mapToDouble(point -> (point[0] - x) * (point[1] - y))
                .sum();
        double variance = points.stream()
                .mapToDouble(point -> (point[0] - x) * (point[0] - x))
                .sum();
        return Math.round(covariance / variance);
    }
}
