package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileChangedException;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import dev.talaria.api.sandbox.FileStat.Type;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files by {@code files.sh}, one run for each operation. */
final class RemoteFiles implements FileAccess {
    private static final Pattern DOTS = Pattern.compile("/\\.\\.?(/|$)");

    private final Exec exec;

    RemoteFiles(Exec exec) {
        this.exec = exec;
    }

    @Override
    public Optional<FileStat> stat(String path) throws IOException {
        try (Answer answer = ask(path, null, "stat", path)) {
            if (answer.word().equals("absent")) {
                return Optional.empty();
            }
            String[] fields = ok(path, answer).fields();
            return Optional.of(stat(Type.valueOf(fields[0]), Long.parseLong(fields[1]), fields[2], version(fields[3])));
        }
    }

    @Override
    public String realPath(String path) throws IOException {
        try (Answer answer = ask(path, null, "real", path)) {
            return new String(ok(path, answer).bytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public InputStream read(String path) throws IOException {
        Answer answer = ask(path, null, "read", path);
        try {
            return ok(path, answer).rest();
        } catch (IOException e) {
            answer.close();
            throw e;
        }
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        try (Answer answer = ask(path, null, "list", path)) {
            byte[] bytes = ok(path, answer).bytes();
            List<FileEntry> entries = new ArrayList<>();
            for (String entry : new String(bytes, StandardCharsets.UTF_8).split("\0")) {
                if (!entry.isEmpty()) {
                    entries.add(entry(entry));
                }
            }
            entries.sort(Comparator.comparing(FileEntry::name));
            return entries;
        }
    }

    @Override
    public void write(String path, byte[] content, String expected) throws IOException {
        write(path, new ByteArrayInputStream(content), content.length, expected);
    }

    /** The length must be known before: content that is cut off on its way is told by it. */
    private void write(String path, InputStream content, long length, String expected) throws IOException {
        try (Answer answer = ask(path, content, "write", path, expected, Long.toString(length))) {
            ok(path, answer).bytes();
        }
    }

    @Override
    public void append(String path, byte[] content) throws IOException {
        try (Answer answer = ask(path, new ByteArrayInputStream(content), "append", path)) {
            ok(path, answer).bytes();
        }
    }

    @Override
    public void delete(String path, String expected) throws IOException {
        try (Answer answer = ask(path, null, "delete", path, expected)) {
            ok(path, answer).bytes();
        }
    }

    private Answer ask(String path, @Nullable InputStream input, String... words) throws IOException {
        boolean resolves = words[0].equals("stat") || words[0].equals("real");
        if (!path.startsWith("/")
                || path.indexOf('\0') >= 0
                || !resolves && DOTS.matcher(path).find()) {
            throw new FileSystemException(path, null, "is no real, absolute path");
        }
        return Answer.of(exec, Scripts.FILES, List.of(words), input);
    }

    private static Answer ok(String path, Answer answer) throws IOException {
        if (answer.ok()) {
            return answer;
        }
        throw switch (answer.word()) {
            case "absent" -> new NoSuchFileException(path);
            case "changed" -> new FileChangedException(path);
            case "nodirectory" -> new NotDirectoryException(path);
            case "directory" -> new FileSystemException(path, null, "is a directory");
            case "link" -> new FileSystemException(path, null, "is a symbolic link (now) or leads through one");
            case "nofile" -> new FileSystemException(path, null, "is a device, a pipe or a socket");
            default -> new FileSystemException(path, null, answer.text());
        };
    }

    /** One line of find: type, size, modified, version, name. */
    private static FileEntry entry(String line) {
        String[] fields = line.split(" ", 5);
        return new FileEntry(
                fields[4], stat(type(fields[0]), Long.parseLong(fields[1]), fields[2], version(fields[3])));
    }

    private static FileStat stat(Type type, long size, String modified, String version) {
        return new FileStat(type, type == Type.FILE ? size : 0, milliseconds(modified), version);
    }

    private static Type type(String letter) {
        return switch (letter) {
            case "f" -> Type.FILE;
            case "d" -> Type.DIRECTORY;
            case "l" -> Type.LINK;
            default -> Type.OTHER;
        };
    }

    private static long milliseconds(String seconds) {
        int point = seconds.indexOf('.');
        String fraction = point < 0 ? "000" : (seconds.substring(point + 1) + "000").substring(0, 3);
        return Long.parseLong((point < 0 ? seconds : seconds.substring(0, point)) + fraction);
    }

    /** stat(1) gives nine digits of a second's part, find(1) ten. */
    private static String version(String told) {
        return told.replaceAll("(\\.\\d{9})\\d+", "$1");
    }
}
