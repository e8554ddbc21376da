package dev.talaria.commands;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that was not there, for its owner alone. It stays only if it could be written whole. */
final class NewFile {
    private NewFile() {}

    /** What a file is to hold. */
    interface Content {
        void writeTo(Appendable out) throws IOException;
    }

    /** @throws FileAlreadyExistsException if there is one; it is not touched */
    static void write(Path file, Content content) throws IOException {
        boolean whole = false;
        Writer writer = new BufferedWriter(new OutputStreamWriter(
                Channels.newOutputStream(Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))),
                StandardCharsets.UTF_8));
        try (writer) {
            content.writeTo(writer);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** {@code notes.md}, or {@code notes-2.md} and so on if that is there. */
    static Path unused(Path directory, String base, String ending) {
        Path file = directory.resolve(base + ending);
        for (int number = 2; Files.exists(file); number++) {
            file = directory.resolve(base + "-" + number + ending);
        }
        return file;
    }
}
