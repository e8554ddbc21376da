package dev.talaria.sandbox.singularity;

import dev.talaria.sandbox.support.Exec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program in an instance, seen by its client process. */
final class ClientChannel implements Exec.Channel {
    private static final Logger LOG = LoggerFactory.getLogger(ClientChannel.class);
    private static final int KILLED = 137;
    private static final int LOOKS = 50;
    private static final long PAUSE_MS = 10;

    private final Instance instance;
    private final Process process;
    private final FileChannel channel;
    private final InputStream output;
    private final Consumer<ClientChannel> whenClosed;
    private final Sizes sizes;

    /** Takes the sizes of a terminal. */
    interface Sizes {
        void set(int rows, int columns);
    }

    ClientChannel(
            Instance instance, Process process, FileChannel channel, Consumer<ClientChannel> whenClosed, Sizes sizes) {
        this.instance = instance;
        this.process = process;
        this.channel = channel;
        this.output = Channels.newInputStream(channel);
        this.whenClosed = whenClosed;
        this.sizes = sizes;
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return output;
    }

    /** The client says by its code alone whether the command was killed or the whole instance ended. */
    @Override
    public int exitCode() throws IOException, InterruptedException {
        int code = process.waitFor();
        if (code == 0) {
            return code;
        }
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (said.contains("FATAL:")) {
            throw new IOException(StartFailure.reason(said.strip()));
        }
        if (code == KILLED && endsSoon()) {
            throw new IOException("the instance " + instance.name() + " was stopped from outside");
        }
        return code;
    }

    /** With its first process the kernel kills all others, a moment before that one is gone. */
    private boolean endsSoon() throws InterruptedException {
        for (int i = 0; i < LOOKS && instance.isAlive(); i++) {
            Thread.sleep(PAUSE_MS);
        }
        return !instance.isAlive();
    }

    @Override
    public void resize(int rows, int columns) {
        sizes.set(rows, columns);
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        process.destroyForcibly();
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("the output of a command could not be closed", e);
        }
    }
}
