package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Runs programs on this machine: what a backend gives, without one. Its terminal is that of script(1). */
public final class ProcessExec implements Exec {
    @Override
    public Channel start(Launch launch) {
        List<String> words = new ArrayList<>(launch.words());
        if (launch.terminal()) {
            StringBuilder line =
                    new StringBuilder("stty rows " + launch.rows() + " cols " + launch.columns() + "; exec");
            words.forEach(
                    word -> line.append(" '").append(word.replace("'", "'\\''")).append('\''));
            words = List.of("script", "-qefc", line.toString(), "/dev/null");
        }
        try {
            return begin(words, launch);
        } catch (IOException | InterruptedException e) {
            throw new SandboxException(SandboxException.Code.CANNOT_START, e.toString(), "", e);
        }
    }

    /** Through a named pipe: the JDK shuts its own pipe when the program is reaped, whoever else still writes. */
    private static Channel begin(List<String> words, Launch launch) throws IOException, InterruptedException {
        Path pipe = Files.createTempDirectory("talaria-exec").resolve("out");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(pipe.toFile());
        builder.environment().putAll(launch.environment());
        try (FileChannel keeper = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileChannel output = FileChannel.open(pipe, StandardOpenOption.READ);
            Process process = builder.start();
            if (!launch.input()) {
                process.getOutputStream().close();
            }
            return new ProcessChannel(process, output);
        } finally {
            Files.delete(pipe);
            Files.delete(pipe.getParent());
        }
    }

    private record ProcessChannel(Process process, FileChannel out) implements Channel {
        @Override
        public OutputStream input() {
            return process.getOutputStream();
        }

        @Override
        public InputStream output() {
            return Channels.newInputStream(out);
        }

        @Override
        public int exitCode() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
