package dev.talaria.shell.attach;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import dev.talaria.attach.Hello;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A client as its command sees it: what it wants, where it is, its terminal. */
public final class AttachedClient {
    private static final String NO_TERMINAL = "dumb";

    private final Hello hello;
    private final FrameChannel channel;
    private final ClientInput input;
    private final PrintStream output;
    private final PrintStream error;
    private final CancellationSource cancellation = new CancellationSource();
    private final List<BiConsumer<Integer, Integer>> onResize = new CopyOnWriteArrayList<>();

    AttachedClient(Hello hello, FrameChannel channel) {
        this.hello = hello;
        this.channel = channel;
        input = new ClientInput(all -> channel.writeFlag(FrameType.READ, all));
        output = stream(FrameType.OUTPUT);
        error = stream(FrameType.ERROR_OUTPUT);
        cancellation.onCancel(input::end);
    }

    private PrintStream stream(FrameType type) {
        return new PrintStream(new FrameOutput(channel, type), false, StandardCharsets.UTF_8);
    }

    /** What stands behind the command's name. */
    public List<String> arguments() {
        return hello.words().subList(1, hello.words().size());
    }

    /** Absolute directory that relative paths mean. */
    public String cwd() {
        return hello.cwd();
    }

    /** Standard output; flush it. */
    public PrintStream output() {
        return output;
    }

    /** Standard error; flush it. */
    public PrintStream error() {
        return error;
    }

    /** Standard input. As long as {@link #readEverything} was not called, each read asks the client for one of its own. */
    public InputStream input() {
        return input;
    }

    /** The client sends its whole standard input from now on, whether it is read or not. */
    public void readEverything() throws IOException {
        input.askForAll();
    }

    public boolean inputIsTerminal() {
        return hello.inputTerminal();
    }

    /** Whether a person is there: questions are shown on standard error and answered on standard input. */
    public boolean attended() {
        return hello.inputTerminal() && hello.errorTerminal();
    }

    /** Whether standard error may be coloured. */
    public boolean coloured() {
        return hello.errorTerminal()
                && !hello.environment().containsKey("NO_COLOR")
                && !terminalType().equals(NO_TERMINAL);
    }

    /** Whether the terminal shows other signs than those of ASCII, as far as its language says. */
    public boolean writesSigns() {
        String language = hello.environment().getOrDefault("LANG", "");
        return !language.equals("C")
                && !language.equals("POSIX")
                && !terminalType().equals(NO_TERMINAL);
    }

    /** As in {@code TERM}. */
    public String terminalType() {
        return hello.terminal().isEmpty() ? NO_TERMINAL : hello.terminal();
    }

    /** Width of the terminal in characters; 0 if unknown. */
    public int columns() {
        return hello.columns();
    }

    /** Height of the terminal in lines; 0 if unknown. */
    public int rows() {
        return hello.rows();
    }

    /** Cancelled by Ctrl-C, and when the client goes away while it is attended. */
    public CancellationSource cancellation() {
        return cancellation;
    }

    /** Whether the client's terminal passes on every key unseen. Only if {@link #inputIsTerminal}. */
    public void raw(boolean on) throws IOException {
        channel.writeFlag(FrameType.RAW, on);
    }

    /** @param listener takes columns and rows; called on a thread that must not wait */
    public void onResize(BiConsumer<Integer, Integer> listener) {
        onResize.add(listener);
    }

    /** A line that a person types; null at the end of input, or when cancelled. */
    public @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    Hello hello() {
        return hello;
    }

    ClientInput received() {
        return input;
    }

    void resized(int columns, int rows) {
        onResize.forEach(listener -> listener.accept(columns, rows));
    }
}
