package dev.talaria.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The first {@code ask} of a new home, to the offline model. Several distributions take turns, so that what else the
 * machine does hits them alike.
 */
final class ColdStartScenario {
    private static final long DEADLINE_SECONDS = 120;
    private static final int MS_PER_TICK = 10;

    private final String launcher;
    private final String assembly;
    private final List<Long> answered = new ArrayList<>();
    private final List<Long> ready = new ArrayList<>();
    private final List<Long> processor = new ArrayList<>();
    private final List<Long> resident = new ArrayList<>();

    /** @param distribution {@code TALARIA} or {@code TALARIA:ASSEMBLY} */
    private ColdStartScenario(String distribution) {
        String[] parts = distribution.split(":", 2);
        launcher = parts[0];
        assembly = parts.length == 1 ? "" : parts[1];
    }

    static Map<String, Object> run(int rounds, List<String> distributions, Path home) throws Exception {
        List<ColdStartScenario> all =
                distributions.stream().map(ColdStartScenario::new).toList();
        for (int i = 0; i < rounds; i++) {
            for (int each = 0; each < all.size(); each++) {
                all.get(each).once(Files.createDirectory(home.resolve(each + "-" + i)));
            }
        }
        Map<String, Object> figures = new TreeMap<>();
        for (int each = 0; each < all.size(); each++) {
            all.get(each).put(all.size() == 1 ? "" : (each + 1) + ".", figures);
        }
        figures.put("rounds", rounds);
        return figures;
    }

    private void once(Path home) throws Exception {
        long begun = System.nanoTime();
        Process ask = talaria(home, "ask", "run `echo cold`");
        Path socket = home.resolve("run/talaria.sock");
        while (!Files.exists(socket) && ask.isAlive()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        long open = Scenarios.millisSince(begun);
        if (!ask.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || ask.exitValue() != 0) {
            throw new IllegalStateException("ask did not answer; see " + home.resolve("logs"));
        }
        answered.add(Scenarios.millisSince(begun));
        ready.add(open);
        Path instance = Path.of("/proc", Files.readString(home.resolve("run/framework.lock")));
        processor.add(Scenarios.ticks(instance.resolve("stat")) * MS_PER_TICK);
        resident.add(mostResidentMb(instance.resolve("status")));
        talaria(home, "stop").waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private Process talaria(Path home, String... words) throws IOException {
        ProcessBuilder builder = Scenarios.command(Path.of(launcher), home, words);
        if (!assembly.isEmpty()) {
            builder.environment()
                    .put("TALARIA_ASSEMBLY", Path.of(assembly).toAbsolutePath().toString());
        }
        return builder.redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long mostResidentMb(Path status) throws IOException {
        String line = Files.readAllLines(status).stream()
                .filter(each -> each.startsWith("VmHWM"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }

    private void put(String prefix, Map<String, Object> figures) {
        figures.put(prefix + "answeredMedianMs", Scenarios.median(answered));
        figures.put(
                prefix + "answeredBestMs", answered.stream().min(Long::compare).orElseThrow());
        figures.put(prefix + "readyMedianMs", Scenarios.median(ready));
        figures.put(prefix + "readyBestMs", ready.stream().min(Long::compare).orElseThrow());
        figures.put(prefix + "instanceCpuMedianMs", Scenarios.median(processor));
        figures.put(prefix + "residentMedianMb", Scenarios.median(resident));
    }
}
