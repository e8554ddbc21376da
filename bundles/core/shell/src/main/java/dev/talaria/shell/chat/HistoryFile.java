package dev.talaria.shell.chat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where lines that were said are kept for the next chats; only its owner can read it. */
final class HistoryFile {
    private HistoryFile() {}

    static Path in(Path home) throws IOException {
        Path file = home.resolve("chat.history");
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // From earlier chats.
        }
        return file;
    }
}
