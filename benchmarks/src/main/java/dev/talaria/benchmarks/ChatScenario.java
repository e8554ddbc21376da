package dev.talaria.benchmarks;

import dev.talaria.testkit.model.ScriptedModelServer;
import dev.talaria.testkit.model.ScriptedReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** One long reply in a chat, in a terminal of 80×24 that is {@code tmux}: who pays for it, and how late keys are meanwhile. */
final class ChatScenario implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 600;
    private static final int MS_PER_TICK = 10;
    private static final int PIECE = 128;
    private static final String BROKEN = "The reply broke off";
    private static final String END = "The end of it.";
    private static final String SECTION = """
            ## A section of the reply

            What a model says is *mostly* prose: **bold** here and there, `code` in the line, and sentences that are
            longer than a terminal is wide, so that each has to be broken at a space again and again.

            - one thing
            - another, with [a link](https://example.org/of/some/length)
              1. and what belongs to it

            | name  | figure | what it means                     |
            |-------|-------:|-----------------------------------|
            | alpha |     12 | the first, which is not the least |
            | beta  |  3,456 | the second                        |

            ```java
            for (int i = 0; i < lines.size(); i++) {
                out.println(lines.get(i));
            }
            ```

            """;

    private final String socket = "talaria-" + UUID.randomUUID();

    private ChatScenario() {}

    static Map<String, Object> run(Path talaria, int megabytes, Path home) throws Exception {
        int sections = megabytes * 1_000_000 / SECTION.length();
        try (ScriptedModelServer server = new ScriptedModelServer();
                ChatScenario terminal = new ChatScenario()) {
            server.reply(ScriptedReply.textParts(pieces(SECTION.repeat(sections) + END)));
            terminal.open(talaria, home, server.baseUrl());
            try {
                return terminal.measure(home, (long) sections * SECTION.length());
            } finally {
                Scenarios.command(talaria, home, "stop").start().waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static String[] pieces(String text) {
        return IntStream.range(0, (text.length() + PIECE - 1) / PIECE)
                .mapToObj(i -> text.substring(i * PIECE, Math.min(text.length(), (i + 1) * PIECE)))
                .toArray(String[]::new);
    }

    private void open(Path talaria, Path home, String baseUrl) throws Exception {
        List<String> words = new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24"));
        Map<String, String> environment = Map.of(
                "TALARIA_HOME",
                home.toString(),
                "OPENAI_BASE_URL",
                baseUrl,
                "OPENAI_MODEL",
                "scripted",
                "LANG",
                "C.UTF-8");
        environment.forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
        words.add("exec " + talaria.toAbsolutePath() + " chat");
        tmux(words.toArray(String[]::new));
        await(screen -> screen.contains("\n›"));
    }

    private Map<String, Object> measure(Path home, long bytes) throws Exception {
        Path instance = Path.of(
                "/proc", Files.readString(home.resolve("run/framework.lock")).strip(), "stat");
        Path client = Path.of("/proc", asked("#{pane_pid}"), "stat");
        Path screen = Path.of("/proc", asked("#{pid}"), "stat");
        long instanceBefore = Scenarios.ticks(instance);
        long clientBefore = Scenarios.ticks(client);
        long screenBefore = Scenarios.ticks(screen);
        long begun = System.nanoTime();
        tmux("send-keys", "go", "Enter");
        List<Long> late = new ArrayList<>();
        StringBuilder typed = new StringBuilder("› ");
        // A frame can be caught half drawn, so that only what stays says that all is over.
        while (!screen().contains(END)) {
            tmux("send-keys", "x");
            typed.append('x');
            long pressed = System.nanoTime();
            await(seen -> seen.contains(typed) || seen.contains(BROKEN));
            if (screen().contains(BROKEN)) {
                throw new IllegalStateException(screen());
            }
            late.add(Scenarios.millisSince(pressed));
            if (typed.length() > 60) {
                tmux("send-keys", "C-u");
                typed.setLength(2);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        long wall = Scenarios.millisSince(begun);
        Map<String, Object> figures = new TreeMap<>();
        figures.put("wallMs", wall);
        figures.put("bytes", bytes);
        figures.put("instanceCpuMs", (Scenarios.ticks(instance) - instanceBefore) * MS_PER_TICK);
        figures.put("clientCpuMs", (Scenarios.ticks(client) - clientBefore) * MS_PER_TICK);
        figures.put("tmuxCpuMs", (Scenarios.ticks(screen) - screenBefore) * MS_PER_TICK);
        figures.put("keys", late.size());
        figures.put("keyMedianMs", Scenarios.median(late));
        figures.put("keyMaxMs", Collections.max(late));
        return figures;
    }

    private void await(Predicate<String> enough) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        for (String seen = screen(); !enough.test(seen); seen = screen()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the chat stands still:\n" + seen);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    private String asked(String what) throws IOException, InterruptedException {
        return tmux("display-message", "-p", what).strip();
    }

    private String tmux(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", socket));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        tmux("kill-server");
    }
}
