package dev.talaria.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real terminal: a tmux server of its own with one window, that is typed to and looked at. */
final class Tmux implements AutoCloseable {
    private static final String SCROLLBACK = "50000";
    private static final long LOOK_AGAIN_MS = 25;
    private static final long DEADLINE_S = 40;

    private static final String ENDED = "The command ended with ";

    private final String socket = "talaria-" + UUID.randomUUID();

    /** @param command is run by a shell, in the environment given and nothing else of this process that is a key */
    Tmux(int columns, int rows, Map<String, String> environment, String directory, String command)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d"));
        words.addAll(List.of("-x", String.valueOf(columns), "-y", String.valueOf(rows), "-c", directory));
        environment.forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
        words.add("sh");
        tmux(words);
        tmux(List.of("set-option", "-g", "status", "off"));
        tmux(List.of("set-option", "-g", "history-limit", SCROLLBACK));
        tmux(List.of("set-option", "-g", "default-terminal", "tmux-256color"));
        // A window keeps the limit that it began with.
        String line = "trap : INT; env " + unset() + " " + command + "; echo \"" + ENDED + "$?\"; exec sleep 3600";
        tmux(List.of("respawn-window", "-k", line));
        tmux(List.of("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows)));
    }

    private static String unset() {
        return String.join(
                " ",
                WithLauncher.KEYS.stream()
                        .filter(key -> !key.startsWith("OPENAI_BASE") && !key.equals("OPENAI_MODEL"))
                        .map(key -> "-u " + key)
                        .toList());
    }

    void type(String text) throws IOException, InterruptedException {
        tmux(List.of("send-keys", "-l", text));
    }

    /** @param keys as tmux names them: {@code Enter}, {@code C-c}, {@code Up} */
    void keys(String... keys) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words);
    }

    void say(String line) throws IOException, InterruptedException {
        type(line);
        keys("Enter");
    }

    /** As a terminal pastes, in brackets. */
    void paste(String text) throws IOException, InterruptedException {
        tmux(List.of("set-buffer", text));
        tmux(List.of("paste-buffer", "-p"));
    }

    void resize(int columns, int rows) throws IOException, InterruptedException {
        tmux(List.of("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows)));
    }

    /** What can be seen, without the empty end of lines and of the screen. */
    String screen() throws IOException, InterruptedException {
        return bare(tmux(List.of("capture-pane", "-p")));
    }

    /** The same with its styles, as escape sequences. */
    String styled() throws IOException, InterruptedException {
        return bare(tmux(List.of("capture-pane", "-p", "-e")));
    }

    /** All lines since the beginning. */
    String everything() throws IOException, InterruptedException {
        return bare(tmux(List.of("capture-pane", "-p", "-S", "-")));
    }

    private static String bare(String captured) {
        return captured.replaceAll("(?m) +$", "").stripTrailing() + "\n";
    }

    String await(String text) throws IOException, InterruptedException {
        return await("'" + text + "'", screen -> screen.contains(text));
    }

    /** Waits for a screen, and that it stays so for two looks. */
    String await(String what, Predicate<String> enough) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        String before = "";
        String now = screen();
        while (!(enough.test(now) && now.equals(before))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not on the screen within " + DEADLINE_S + " s: " + what + "\n" + now);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            before = now;
            now = screen();
        }
        return now;
    }

    /** Waits for the command's end; what it said last is still there. */
    int exitCode() throws IOException, InterruptedException {
        String screen = await(ENDED);
        return Integer.parseInt(
                screen.substring(screen.lastIndexOf(ENDED) + ENDED.length()).strip());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        tmux(List.of("kill-server"));
    }

    private String tmux(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", socket));
        command.addAll(words);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }
}
