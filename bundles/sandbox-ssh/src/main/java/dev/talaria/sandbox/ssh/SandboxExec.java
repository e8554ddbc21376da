package dev.talaria.sandbox.ssh;

import dev.talaria.sandbox.support.Exec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * The programs of one sandbox: over its connections, and after its close, when only detached commands are asked how they
 * do, over a connection that is made for each question.
 */
final class SandboxExec implements Exec {
    private final SshExec connections;
    private final Supplier<SshExec> connector;
    private volatile String directory = "";
    private volatile boolean closed;

    /** @param connector makes connections anew */
    SandboxExec(SshExec connections, Supplier<SshExec> connector) {
        this.connections = connections;
        this.connector = connector;
    }

    /** Where programs are started from now on. */
    void enter(String value) {
        directory = value;
        connections.enter(value);
    }

    int connections() {
        return connections.connections();
    }

    @Override
    public Channel start(Launch launch) {
        if (!closed) {
            return connections.start(launch);
        }
        SshExec fresh = connector.get();
        try {
            fresh.enter(directory);
            return new LastChannel(fresh.start(launch), fresh);
        } catch (RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    void close() {
        closed = true;
        connections.close();
    }

    /** A program, and the connections that end with it. */
    private record LastChannel(Channel channel, SshExec connections) implements Channel {
        @Override
        public OutputStream input() {
            return channel.input();
        }

        @Override
        public InputStream output() {
            return channel.output();
        }

        @Override
        public int exitCode() throws IOException, InterruptedException {
            return channel.exitCode();
        }

        @Override
        public void close() {
            channel.close();
            connections.close();
        }
    }
}
