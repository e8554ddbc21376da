package dev.talaria.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stands where the launcher's script does; its words go to the file {@code called}, and then it does what it is told. */
final class FakeScript {
    private final Path home;

    /** @param body what it does, in POSIX sh, with {@code $home} */
    FakeScript(Path home, String body) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("run"));
        Path file = file();
        Files.writeString(file, "#!/bin/sh\nhome='" + home + "'\necho \"$@\" >> \"$home/called\"\n" + body + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    private Path file() {
        return home.resolve("script.sh");
    }

    Instance instance() {
        return new Instance(invocation("start"));
    }

    Invocation invocation(String command) {
        return new Invocation(List.of(command), home, file().toString(), "1.2", false, false, false);
    }

    /** The words of each call so far. */
    List<String> calls() throws IOException {
        Path called = home.resolve("called");
        return Files.exists(called) ? Files.readAllLines(called) : List.of();
    }

    void awaitCalls(int count) {
        try {
            while (calls().size() < count) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
