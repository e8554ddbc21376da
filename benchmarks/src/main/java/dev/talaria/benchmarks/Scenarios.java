package dev.talaria.benchmarks;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.talaria.testkit.model.ScriptedModelServer;
import dev.talaria.testkit.model.ScriptedReply;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Whole processes, measured from outside: one JSON line each.
 *
 * <pre>
 * coldstart N TALARIA...        the first ask of a new home, N times each and in turn; TALARIA:ASSEMBLY to name one that was
 *                               built elsewhere
 * hello TALARIA                 prompt tokens of "hello" (o200k_base) and the time of ask, from start to exit
 * drop TALARIA TOOL.jar N       milliseconds from a file in deploy/ or etc/ to its effect, N times each: a bundle moved
 *                               there, copied there, copied slowly, a .kar, a configuration
 * idle TALARIA SECONDS          processor time that a shell uses while nothing happens
 * sessions TURNS SESSIONS [WINDOW]
 *                               heap after each tenth of many turns over many sessions, turns per second, bytes per turn;
 *                               with a window, in tokens, conversations are made shorter
 * sandboxes N BACKEND...        each backend beside its own client: opening, N warm commands each in turn, 50 at once,
 *                               100 MB through input, output and files; the same as a table on standard error
 * models                        both providers over HTTP beside the server alone: MB/s of a stream, CPU per token, share
 *                               of the ideal with 1, 64 and 256 paced streams, bytes allocated by a request; the same as
 *                               a table on standard error
 * chat TALARIA MEGABYTES        one reply of so much in a chat, in tmux: time, processor time of instance, client and terminal,
 *                               how late a key is seen meanwhile
 * crash OPTION...               kills a runtime at each point of its journal and at random; see README.md
 * commits SECONDS               commits per second of 1 and of 100 writers, synced, and how long each took
 * search MESSAGES               how long searches take among so many messages, and how far the index is behind
 * </pre>
 */
public final class Scenarios {
    private static final long DEADLINE_SECONDS = 60;

    private Scenarios() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("talaria-scenario");
        try {
            Map<String, Object> line =
                    switch (arguments.length == 0 ? "" : arguments[0]) {
                        case "coldstart" ->
                            ColdStartScenario.run(
                                    Integer.parseInt(arguments[1]),
                                    List.of(arguments).subList(2, arguments.length),
                                    home);
                        case "hello" -> hello(Path.of(arguments[1]), home);
                        case "drop" ->
                            DropScenario.drop(
                                    Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]), home);
                        case "idle" -> DropScenario.idle(Path.of(arguments[1]), Integer.parseInt(arguments[2]), home);
                        case "sessions" ->
                            SessionsScenario.run(
                                    Integer.parseInt(arguments[1]),
                                    Integer.parseInt(arguments[2]),
                                    arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0);
                        case "sandboxes" ->
                            SandboxScenario.run(
                                    List.of(arguments).subList(2, arguments.length),
                                    Integer.parseInt(arguments[1]),
                                    System.err);
                        case "chat" -> ChatScenario.run(Path.of(arguments[1]), Integer.parseInt(arguments[2]), home);
                        case "models" -> ModelScenario.run(System.err);
                        case "crash" ->
                            CrashScenario.run(Arrays.asList(arguments).subList(1, arguments.length), home, System.err);
                        case "commits" -> StoreScenario.commits(home, Integer.parseInt(arguments[1]));
                        case "search" -> StoreScenario.search(home, Integer.parseInt(arguments[1]));
                        default ->
                            throw new IllegalArgumentException(
                                    "usage: coldstart N TALARIA... | hello TALARIA | drop TALARIA TOOL.jar N"
                                            + " | idle TALARIA SECONDS | sessions TURNS SESSIONS [WINDOW] | models"
                                            + " | sandboxes N BACKEND... | chat TALARIA MEGABYTES"
                                            + " | crash OPTION... | commits SECONDS | search MESSAGES");
                    };
            print(System.out, arguments[0], line);
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static Map<String, Object> hello(Path talaria, Path home) throws Exception {
        final int runs = 6;
        List<Long> times = new ArrayList<>();
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.answering(request -> ScriptedReply.text("Hello."));
            for (int i = 0; i < runs; i++) {
                long begun = System.nanoTime();
                ProcessBuilder ask = command(talaria, home, "ask", "hello");
                ask.environment().put("OPENAI_BASE_URL", server.baseUrl());
                ask.environment().put("OPENAI_MODEL", "scripted");
                Process process = ask.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("ask ended with " + process.exitValue());
                }
                times.add(millisSince(begun));
            }
            String body = server.requests().get(0).bodyText();
            Encoding encoding = Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
            Map<String, Object> result = new TreeMap<>();
            result.put("promptTokens", encoding.countTokensOrdinary(body));
            result.put("requestBytes", body.length());
            result.put("firstAskMs", times.get(0));
            result.put("warmAskMedianMs", median(times.subList(1, runs)));
            return result;
        }
    }

    static ProcessBuilder command(Path talaria, Path home, String... words) {
        List<String> command = new ArrayList<>(List.of(talaria.toAbsolutePath().toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("TALARIA_HOME", home.toString());
        return builder;
    }

    static void awaitLines(Path log, String text, int count) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!Files.exists(log) || lines(log, text) < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not in the log within " + DEADLINE_SECONDS + " s: " + text);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static long lines(Path log, String text) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains(text)).count();
        }
    }

    /** User and system time, in hundredths of a second: fields 14 and 15 of a stat file. */
    static long ticks(Path file) throws IOException {
        String stat = Files.readString(file);
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]);
    }

    static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    static long median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void print(PrintStream out, String scenario, Map<String, Object> figures) {
        StringBuilder line = new StringBuilder("{\"scenario\":\"" + scenario + "\"");
        figures.forEach(
                (name, value) -> line.append(",\"").append(name).append("\":").append(value));
        line.append(",\"java\":\"").append(System.getProperty("java.version"));
        line.append("\",\"os\":\"").append(System.getProperty("os.name")).append(' ');
        line.append(System.getProperty("os.version")).append("\",\"processors\":");
        line.append(Runtime.getRuntime().availableProcessors()).append('}');
        out.println(line);
    }
}
