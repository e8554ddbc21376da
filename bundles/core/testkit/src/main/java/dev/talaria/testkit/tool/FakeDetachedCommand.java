package dev.talaria.testkit.tool;

import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A detached command that prints and ends when the test says so. Thread-safe. */
public final class FakeDetachedCommand implements DetachedCommand {
    private final String id;
    private final String label;
    private final Command command;
    private final long startedMs;
    private final Consumer<FakeDetachedCommand> whenForgotten;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();
    private @Nullable ExitStatus end;
    private @Nullable String survivors;
    private boolean inputClosed;

    FakeDetachedCommand(
            String id, String label, Command command, long startedMs, Consumer<FakeDetachedCommand> whenForgotten) {
        this.id = id;
        this.label = label;
        this.command = command;
        this.startedMs = startedMs;
        this.whenForgotten = whenForgotten;
    }

    /** What it was started with. */
    public Command command() {
        return command;
    }

    public FakeDetachedCommand print(String text) {
        return print(text.getBytes(StandardCharsets.UTF_8));
    }

    public synchronized FakeDetachedCommand print(byte[] bytes) {
        output.writeBytes(bytes);
        return this;
    }

    /** It ends by itself. */
    public FakeDetachedCommand end(int code) {
        return end(new ExitStatus(code, ExitStatus.Reason.EXITED));
    }

    public synchronized FakeDetachedCommand end(ExitStatus status) {
        end = status;
        return this;
    }

    /** No kill ends it from now on; the failure says this. */
    public synchronized FakeDetachedCommand survivingKills(String message) {
        survivors = message;
        return this;
    }

    /** All that was written to it. */
    public synchronized String input() {
        return input.toString(StandardCharsets.UTF_8);
    }

    public synchronized boolean isInputClosed() {
        return inputClosed;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public long startedMs() {
        return startedMs;
    }

    @Override
    public synchronized Optional<ExitStatus> ended() {
        return Optional.ofNullable(end);
    }

    @Override
    public synchronized byte[] output(long offset, int length) {
        byte[] all = output.toByteArray();
        int from = (int) Math.min(offset, all.length);
        return Arrays.copyOfRange(all, from, from + Math.min(length, all.length - from));
    }

    @Override
    public synchronized long outputSize() {
        return output.size();
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
        if (end != null) {
            throw new IOException("the command has ended");
        }
        if (inputClosed) {
            throw new IOException("the command's input is closed");
        }
        input.writeBytes(bytes);
    }

    @Override
    public synchronized void closeInput() {
        inputClosed = true;
    }

    @Override
    public synchronized void kill() throws IOException {
        if (survivors != null) {
            throw new IOException(survivors);
        }
        if (end == null) {
            end = new ExitStatus(-15, ExitStatus.Reason.INTERRUPTED);
        }
    }

    @Override
    public synchronized void forget() throws IOException {
        if (end == null) {
            throw new IOException("the command is still running");
        }
        whenForgotten.accept(this);
    }
}
