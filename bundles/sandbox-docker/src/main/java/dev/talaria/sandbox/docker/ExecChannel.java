package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.DockerException;
import dev.talaria.sandbox.docker.http.Connection;
import dev.talaria.sandbox.support.Exec;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that runs in a container. */
final class ExecChannel implements Exec.Channel {
    private static final Logger LOG = LoggerFactory.getLogger(ExecChannel.class);
    /** Not started, not found, killed: may be the program's own, too. */
    private static final Set<Integer> OF_A_STOPPED_CONTAINER = Set.of(126, 127, 137);

    private static final long LONGEST_PAUSE_MS = 200;
    /** What a terminal takes for the end of the input. */
    private static final int END_OF_TRANSMISSION = 4;

    private final Daemon daemon;
    private final String container;
    private final String id;
    private final Connection connection;
    private final boolean terminal;
    private final InputStream output;
    private volatile boolean closed;

    ExecChannel(Daemon daemon, String container, String id, Connection connection, boolean terminal) {
        this.daemon = daemon;
        this.container = container;
        this.id = id;
        this.connection = connection;
        this.terminal = terminal;
        this.output = terminal ? connection.input() : new FrameInput(connection.input());
    }

    @Override
    public OutputStream input() {
        return new Input(connection.output());
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public int exitCode() throws IOException, InterruptedException {
        int code = code();
        if (OF_A_STOPPED_CONTAINER.contains(code) && !runsStill()) {
            throw new IOException("the container " + container + " was stopped from outside");
        }
        return code;
    }

    /** The daemon may tell the end of the output before it knows of the program's. */
    private int code() throws IOException, InterruptedException {
        try {
            for (long pause = 1; !closed; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
                InspectExecResponse now = daemon.client().inspectExecCmd(id).exec();
                Long code = now.getExitCodeLong();
                if (!Boolean.TRUE.equals(now.isRunning()) && code != null) {
                    return code.intValue();
                }
                Thread.sleep(pause);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DockerException e) {
            throw new IOException(DockerErrors.reason(e), e);
        }
        throw new IOException("the connection to the program was given up");
    }

    /**
     * A container that ends kills all in it, and the daemon may tell that of the container later; but nothing begins in it
     * any more.
     */
    private boolean runsStill() {
        Exec.Launch nothing = new Exec.Launch(List.of("true"), Map.of(), false, false, 1, 1);
        try (ExecChannel channel = new DockerExec(daemon, container, "").start(nothing)) {
            channel.output().readAllBytes();
            return channel.code() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | RuntimeException e) {
            LOG.debug("The container {} runs nothing any more", container, e);
            return false;
        }
    }

    @Override
    public void resize(int rows, int columns) {
        if (!terminal) {
            return;
        }
        try {
            daemon.client().resizeExecCmd(id).withSize(rows, columns).exec();
        } catch (RuntimeException e) {
            LOG.debug("A terminal in {} could not be resized", container, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        connection.close();
    }

    private final class Input extends FilterOutputStream {
        private boolean over;

        Input(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (over) {
                return;
            }
            over = true;
            if (terminal) {
                out.write(END_OF_TRANSMISSION);
            } else {
                connection.shutdownOutput();
            }
        }
    }
}
