package dev.talaria.sandbox.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of one detached command. Written by Talaria: {@code label}, {@code started} (the sign that all is
 * there) and {@code killed}. By {@code detached.sh}: {@code pid} (see {@link Processes}), {@code exit}, {@code input}
 * and {@code log.*}.
 */
record DetachedDirectory(Path path) {

    /** Its leader, and who holds its input open. */
    record Processes(ProcessIdentity leader, ProcessIdentity holder) {}

    String id() {
        return path.getFileName().toString();
    }

    /** Before the command is. */
    void prepare(String label) throws IOException {
        OwnerOnly.write(path.resolve("label"), label);
    }

    /** When it is running. */
    void started(long nowMs) throws IOException {
        OwnerOnly.write(path.resolve("started"), Long.toString(nowMs));
    }

    boolean isComplete() {
        return Files.exists(path.resolve("started"));
    }

    String label() throws IOException {
        return Files.readString(path.resolve("label"));
    }

    long startedMs() throws IOException {
        return number(Files.readString(path.resolve("started")));
    }

    Processes processes() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(path.resolve("pid"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException("nothing is kept any more of the command " + id(), e);
        }
        if (lines.size() != 5) {
            throw new IOException(path.resolve("pid") + " is damaged");
        }
        String boot = lines.get(0);
        return new Processes(
                new ProcessIdentity(boot, number(lines.get(1)), number(lines.get(2))),
                new ProcessIdentity(boot, number(lines.get(3)), number(lines.get(4))));
    }

    Optional<Integer> exitCode() throws IOException {
        try {
            return Optional.of((int) number(Files.readString(path.resolve("exit"))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean isKilled() {
        return Files.exists(path.resolve("killed"));
    }

    void killed() throws IOException {
        OwnerOnly.write(path.resolve("killed"), "");
    }

    private long number(String text) throws IOException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IOException("a file in " + path + " is damaged: " + e.getMessage(), e);
        }
    }
}
