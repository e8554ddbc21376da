package dev.talaria.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** From a file in {@code deploy/} or {@code etc/} to what it brings, and what waiting for one costs. */
final class DropScenario {
    private static final long DEADLINE_SECONDS = 60;
    private static final String HERE = "Tool city_time is here";
    private static final String GONE = "Tool city_time is gone";

    private final Path home;
    private final Path log;
    private final int rounds;
    private final Map<String, Object> figures = new TreeMap<>();
    private int installed;

    private DropScenario(Path home, int rounds) {
        this.home = home;
        this.log = home.resolve("logs/talaria.log");
        this.rounds = rounds;
    }

    private interface Drop {
        /** Returns the moment from which the time counts. */
        long on(Path target) throws IOException;
    }

    private interface InShell {
        void run(Process shell) throws Exception;
    }

    static Map<String, Object> drop(Path talaria, Path tool, int rounds, Path home) throws Exception {
        DropScenario scenario = new DropScenario(home, rounds);
        withShell(talaria, home, shell -> {
            Path deploy = home.resolve("deploy");
            Path kar = kar(tool, home.resolve("tool.kar"));
            byte[] bytes = Files.readAllBytes(tool);
            scenario.rounds("move", deploy.resolve("tool.jar"), target -> move(tool, target));
            scenario.rounds("copy", deploy.resolve("tool.jar"), target -> {
                Files.write(target, bytes);
                return System.nanoTime();
            });
            scenario.rounds("slowCopy", deploy.resolve("tool.jar"), target -> copySlowly(bytes, target));
            scenario.rounds("kar", deploy.resolve("tool.kar"), target -> move(kar, target));
            scenario.configurations();
        });
        scenario.figures.put("rounds", rounds);
        return scenario.figures;
    }

    static Map<String, Object> idle(Path talaria, int seconds, Path home) throws Exception {
        Map<String, Object> figures = new TreeMap<>();
        withShell(talaria, home, shell -> {
            TimeUnit.SECONDS.sleep(20); // what start-up leaves to do: compilation, first scans
            long before = Scenarios.ticks(Path.of("/proc/" + shell.pid() + "/stat"));
            long watchedBefore = watching(shell.pid());
            TimeUnit.SECONDS.sleep(seconds);
            figures.put("seconds", seconds);
            figures.put("cpuMs", (Scenarios.ticks(Path.of("/proc/" + shell.pid() + "/stat")) - before) * 10);
            figures.put("watchingCpuMs", (watching(shell.pid()) - watchedBefore) * 10);
        });
        return figures;
    }

    /** Of the threads that wait for drops; the console of a process without a terminal costs more than they do. */
    private static long watching(long pid) throws IOException {
        long sum = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                String name = Files.readString(thread.resolve("comm"));
                if (name.startsWith("fileinstall") || name.startsWith("talaria-drop")) {
                    sum += Scenarios.ticks(thread.resolve("stat"));
                }
            }
        }
        return sum;
    }

    private static void withShell(Path talaria, Path home, InShell work) throws Exception {
        Process shell = Scenarios.command(talaria, home, "shell")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream input = shell.getOutputStream()) {
            Scenarios.awaitLines(home.resolve("logs/talaria.log"), "Tool terminal is here", 1);
            work.run(shell);
        } finally {
            shell.destroy();
            shell.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void rounds(String how, Path target, Drop drop) throws IOException {
        List<Long> visible = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            installed++;
            long dropped = drop.on(target);
            Scenarios.awaitLines(log, HERE, installed);
            visible.add(Scenarios.millisSince(dropped));
            long removed = System.nanoTime();
            Files.delete(target);
            Scenarios.awaitLines(log, GONE, installed);
            gone.add(Scenarios.millisSince(removed));
        }
        put(how + "Visible", visible);
        put(how + "Gone", gone);
    }

    private void configurations() throws IOException {
        Path target = home.resolve("etc/dev.talaria.provider.openai-drop.cfg");
        List<Long> visible = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        for (int i = 1; i <= rounds; i++) {
            long dropped = System.nanoTime();
            Files.writeString(target, "name = drop\nbaseUrl = http://127.0.0.1:9/v1\ndefaultModel = none\n");
            Scenarios.awaitLines(log, "Model endpoint drop is here", i);
            visible.add(Scenarios.millisSince(dropped));
            long removed = System.nanoTime();
            Files.delete(target);
            Scenarios.awaitLines(log, "Model endpoint drop is gone", i);
            gone.add(Scenarios.millisSince(removed));
        }
        put("cfgVisible", visible);
        put("cfgGone", gone);
    }

    private void put(String name, List<Long> millis) {
        figures.put(name + "MedianMs", Scenarios.median(millis));
        figures.put(name + "MaxMs", Collections.max(millis));
    }

    private static long move(Path from, Path target) throws IOException {
        Path part =
                Files.copy(from, target.getParent().resolveSibling("drop.part"), StandardCopyOption.REPLACE_EXISTING);
        long now = System.nanoTime();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return now;
    }

    /** As over a slow network: twelve pieces, a pause of 150 ms between them. */
    private static long copySlowly(byte[] bytes, Path target) throws IOException {
        final int pieces = 12;
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int i = 0; i < pieces; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
                int from = bytes.length * i / pieces;
                out.write(bytes, from, bytes.length * (i + 1) / pieces - from);
            }
        }
        return System.nanoTime();
    }

    /** An archive of a feature that has the tool. */
    private static Path kar(Path tool, Path kar) throws IOException {
        String bundle = "dev/talaria/drop/tool/1.0.0/tool-1.0.0.jar";
        String features = "<features xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\" name=\"drop\">"
                + "<feature name=\"drop\" version=\"1.0.0\"><bundle>mvn:dev.talaria.drop/tool/1.0.0</bundle></feature>"
                + "</features>";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(kar))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write("Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("repository/dev/talaria/drop/features/1.0.0/features-1.0.0-features.xml"));
            zip.write(features.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("repository/" + bundle));
            Files.copy(tool, zip);
            zip.closeEntry();
        }
        return kar;
    }
}
