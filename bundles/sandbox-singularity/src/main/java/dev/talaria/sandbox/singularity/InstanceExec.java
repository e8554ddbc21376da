package dev.talaria.sandbox.singularity;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.Exec;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs programs in an instance, each through a client process on the host. */
final class InstanceExec implements Exec, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceExec.class);

    private final Instance instance;
    private final InsideWords inside;
    private final Pipes pipes = new Pipes();
    private final Set<ClientChannel> open = ConcurrentHashMap.newKeySet();

    InstanceExec(Instance instance, InsideWords inside) {
        this.instance = instance;
        this.inside = inside;
    }

    @Override
    public Channel start(Launch launch) {
        if (!instance.isAlive()) {
            throw new SandboxException(
                    SandboxException.Code.LOST,
                    "The instance " + instance.name() + " was stopped from outside.",
                    "The next opening starts it anew.",
                    null);
        }
        InsideWords.Prepared prepared = inside.of(launch);
        List<String> words = new ArrayList<>(List.of(
                "-s",
                "exec",
                "--cleanenv",
                "--no-privs",
                "--pwd",
                Instance.WORKSPACE,
                "instance://" + instance.name()));
        words.addAll(prepared.words());
        ProcessBuilder builder = new ProcessBuilder(instance.program().words(words)).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(instance.program().with(prepared.environment()));
        if (!launch.input()) {
            builder.redirectInput(new File("/dev/null"));
        }
        try {
            return begin(builder, prepared.terminal());
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "A command could not be started in " + instance.name() + ": " + e.getMessage(),
                    "A script must be shorter than 120,000 bytes; write long input to a file first. If it is short, see"
                            + " whether the user may start more processes.",
                    e);
        }
    }

    private Channel begin(ProcessBuilder builder, String terminal) throws IOException {
        Path pipe = pipes.take();
        try (FileChannel keeper = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileChannel output = FileChannel.open(pipe, StandardOpenOption.READ);
            try {
                Process process = builder.redirectOutput(pipe.toFile()).start();
                ClientChannel channel = new ClientChannel(
                        instance, process, output, open::remove, (rows, columns) -> resize(terminal, rows, columns));
                open.add(channel);
                return channel;
            } catch (IOException | RuntimeException e) {
                output.close();
                throw e;
            }
        } finally {
            pipes.used(pipe);
        }
    }

    private void resize(String terminal, int rows, int columns) {
        if (!terminal.isEmpty()) {
            List<String> words = InsideWords.resize(terminal, rows, columns);
            try (Channel channel = start(new Launch(words, Map.of(), false, false, rows, columns))) {
                channel.output().readAllBytes();
            } catch (IOException e) {
                LOG.debug("the terminal of a command did not get its size", e);
            }
        }
    }

    /** Clients that are still there are ended; what they run inside may go on. */
    @Override
    public void close() {
        Set.copyOf(open).forEach(ClientChannel::close);
        pipes.close();
    }
}
