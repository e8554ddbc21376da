package dev.talaria.client;

import dev.talaria.attach.Frame;
import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One command that runs in the instance, while its terminal is here. */
final class Attached {
    private static final int FAILED = 1;
    private static final long INTERRUPT_PATIENCE_S = 10;

    private final FrameChannel channel;
    private final Terminal terminal;
    private final InputPump pump;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean raw;

    Attached(FrameChannel channel, Terminal terminal) {
        this.channel = channel;
        this.terminal = terminal;
        this.pump = new InputPump(terminal.input(), channel);
    }

    /** Shows what comes until the command ends. @return its exit code */
    int run() {
        try {
            return showAll();
        } catch (OutputGoneException e) {
            interrupt();
            return FAILED;
        } catch (IOException e) {
            return serverGone(e.getMessage());
        } finally {
            terminal.raw(false);
            ended.countDown();
        }
    }

    /**
     * The person pressed Ctrl-C, or this process is told to end: stops the command and waits for what it says to that.
     * With a raw terminal no key comes here, so then it is the end.
     */
    void stop() {
        boolean wasRaw = raw;
        terminal.raw(false);
        if (wasRaw || ended.getCount() == 0) {
            return;
        }
        interrupt();
        try {
            ended.await(INTERRUPT_PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int showAll() throws IOException {
        for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
            switch (frame.type()) {
                case OUTPUT -> show(terminal.output(), frame.payload());
                case ERROR_OUTPUT -> show(terminal.error(), frame.payload());
                case RAW -> raw(frame.flag());
                case READ -> pump.wanted(frame.flag());
                case EXIT -> {
                    return frame.integer();
                }
                default -> throw new IOException("it sent " + frame.type());
            }
        }
        return serverGone(null);
    }

    private int serverGone(@Nullable String reason) {
        terminal.raw(false);
        String text = "Talaria stopped before the end" + (reason == null ? "" : " (" + reason + ")")
                + "; the session is kept. Ask again: it starts anew.\n";
        try {
            terminal.error().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Nobody is there to read it.
        }
        return FAILED;
    }

    private void raw(boolean on) {
        if (on && !raw) {
            terminal.onResize(this::resized);
        }
        raw = on;
        terminal.raw(on);
    }

    private void resized() {
        TerminalSize size = terminal.size();
        ByteBuffer numbers = ByteBuffer.allocate(2 * Integer.BYTES);
        try {
            channel.write(
                    FrameType.RESIZE,
                    numbers.putInt(size.columns()).putInt(size.rows()).array());
        } catch (IOException e) {
            // The reading thread sees it too.
        }
    }

    private void interrupt() {
        try {
            channel.write(FrameType.INTERRUPT);
        } catch (IOException e) {
            // The reading thread sees it too.
        }
    }

    private static void show(OutputStream stream, byte[] bytes) throws OutputGoneException {
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException e) {
            throw new OutputGoneException(e);
        }
    }

    /** Whoever read our output does not any more, as in {@code talaria ask … | head -1}. */
    private static final class OutputGoneException extends IOException {
        OutputGoneException(IOException cause) {
            super(cause);
        }
    }
}
