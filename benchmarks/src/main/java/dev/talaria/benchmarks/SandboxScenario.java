package dev.talaria.benchmarks;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.sandbox.support.ShellRun;
import dev.talaria.spi.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Each sandbox beside its own client: the same wrapper script with the same command, in turn, so that both see the same
 * machine.
 */
final class SandboxScenario {
    private static final int WARM_UP = 10;
    private static final int AT_ONCE = 50;
    private static final int MEGABYTES = 100;
    private static final int MEGABYTE = 1_000_000;
    private static final Duration LONG = Duration.ofMinutes(5);

    private SandboxScenario() {}

    /** Something that is measured in milliseconds. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /** @param rounds how many warm commands each side runs */
    static Map<String, Object> run(List<String> names, int rounds, PrintStream table) throws Exception {
        Map<String, Object> line = new LinkedHashMap<>();
        table.println(
                "| backend | cold open | warm exec p50 / p99 | its client p50 / p99 | ratio | 50 at once | client's |"
                        + " 100 MB in | out | file write | read |");
        table.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (String name : names) {
            try (SandboxPeer peer = SandboxPeer.of(name)) {
                line.put(name, measured(peer, rounds, table));
            }
        }
        return line;
    }

    private static Map<String, Object> measured(SandboxPeer peer, int rounds, PrintStream table) throws Exception {
        long begun = System.nanoTime();
        Sandbox sandbox = peer.open();
        double open = ms(begun);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < WARM_UP + rounds; i++) {
            double mine = timed(() -> command(sandbox, "true"));
            double client = timed(() -> client(peer));
            if (i >= WARM_UP) {
                ours.add(mine);
                theirs.add(client);
            }
        }
        double together = timed(() -> atOnce(() -> command(sandbox, "true")));
        double clients = timed(() -> atOnce(() -> client(peer)));
        double in = timed(() -> input(sandbox));
        double out = timed(() -> command(sandbox, "head -c " + MEGABYTES * (long) MEGABYTE + " /dev/zero"));
        String file = sandbox.directory().isEmpty() ? peer.directory() + "/big" : sandbox.directory() + "/big";
        double write = timed(() -> sandbox.files().write(file, new Zeros(), ""));
        double read = timed(() -> drain(sandbox.files().read(file)));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("openMs", round(open));
        figures.put("execP50Ms", round(percentile(ours, 50)));
        figures.put("execP99Ms", round(percentile(ours, 99)));
        figures.put("clientP50Ms", round(percentile(theirs, 50)));
        figures.put("clientP99Ms", round(percentile(theirs, 99)));
        figures.put("ratioP50", round(percentile(ours, 50) / percentile(theirs, 50)));
        figures.put("ratioP99", round(percentile(ours, 99) / percentile(theirs, 99)));
        figures.put("atOnceMs", round(together));
        figures.put("clientAtOnceMs", round(clients));
        figures.put("inputMs", round(in));
        figures.put("outputMs", round(out));
        figures.put("fileWriteMs", round(write));
        figures.put("fileReadMs", round(read));
        row(table, peer.name(), figures);
        sandbox.close();
        return figures;
    }

    private static void row(PrintStream table, String name, Map<String, Object> figures) {
        table.printf(
                "| %s | %s ms | %s / %s ms | %s / %s ms | %s / %s | %s ms | %s ms | %s ms | %s ms | %s ms | %s ms |%n",
                name,
                figures.get("openMs"),
                figures.get("execP50Ms"),
                figures.get("execP99Ms"),
                figures.get("clientP50Ms"),
                figures.get("clientP99Ms"),
                figures.get("ratioP50"),
                figures.get("ratioP99"),
                figures.get("atOnceMs"),
                figures.get("clientAtOnceMs"),
                figures.get("inputMs"),
                figures.get("outputMs"),
                figures.get("fileWriteMs"),
                figures.get("fileReadMs"));
    }

    private static Object command(Sandbox sandbox, String script) throws InterruptedException {
        int code = sandbox.start(plain(script), text -> {}, new CancellationSource())
                .await()
                .code();
        if (code != 0) {
            throw new IllegalStateException(script + " ended with " + code);
        }
        return code;
    }

    private static Command plain(String script) {
        return new Command(script, "/tmp", LONG);
    }

    /** The backend's own client with the same words; what it prints is read, as the sandbox does. */
    private static Object client(SandboxPeer peer) throws IOException, InterruptedException {
        List<String> words = ShellRun.create().words(plain("true"), "/tmp", "", "true");
        Process process = new ProcessBuilder(peer.client(words))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        drain(process.getInputStream());
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(peer.name() + ": its client ended with " + code);
        }
        return code;
    }

    private static void input(Sandbox sandbox) throws IOException, InterruptedException {
        StringBuffer heard = new StringBuffer();
        RunningCommand running = sandbox.start(plain("wc -c").withInput(), heard::append, new CancellationSource());
        try (OutputStream input = running.input()) {
            new Zeros().transferTo(input);
        }
        running.await();
        if (!heard.toString().strip().equals(String.valueOf(MEGABYTES * (long) MEGABYTE))) {
            throw new IllegalStateException("wc read " + heard);
        }
    }

    private static void atOnce(Callable<Object> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Object> done : threads.invokeAll(java.util.Collections.nCopies(AT_ONCE, work))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void drain(InputStream in) throws IOException {
        try (in) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static double timed(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return ms(begun);
    }

    private static double ms(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double percentile(List<Double> values, int percent) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static double round(double value) {
        return value < 10 ? Math.round(value * 100) / 100.0 : Math.round(value);
    }

    /** 100 MB of nothing. */
    private static final class Zeros extends InputStream {
        private long left = MEGABYTES * (long) MEGABYTE;

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
