package dev.talaria.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether an instance can begin in a home: where its log cannot be written, it could not even say why it does not. */
final class HomeCheck {
    private static final int ROOM_BYTES = 1 << 20;
    private static final String OR_ANOTHER = ", or set TALARIA_HOME to another folder.";

    private HomeCheck() {}

    /** @throws IOException with what is wrong, where, and what to do */
    static void writable(Path home) throws IOException {
        // A name of its own: several clients may look at the same time.
        Path probe =
                home.resolve("logs").resolve(".room-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(probe.getParent());
            Files.write(probe, new byte[ROOM_BYTES]);
            Files.delete(probe);
        } catch (IOException e) {
            probe.toFile().delete();
            throw new IOException(home + why(home, e), e);
        }
    }

    /** By what the system tells of the place: the words of the error are in the user's language. */
    private static String why(Path home, IOException failure) throws IOException {
        Path there = existing(home.resolve("logs"));
        if (failure instanceof AccessDeniedException) {
            return " cannot be written by this user: access to " + failure.getMessage()
                    + " is denied. Make it this user's with chown" + OR_ANOTHER;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return " cannot be used: " + failure.getMessage() + " is no folder. Move it away" + OR_ANOTHER;
        }
        if (!Files.isWritable(there)) {
            return " cannot be written: its disk is read-only. Mount it for writing" + OR_ANOTHER;
        }
        long free = Files.getFileStore(there).getUsableSpace();
        if (free < ROOM_BYTES) {
            return " cannot be written: its disk is full, " + free / 1024 + " KB are free. Free some space there"
                    + OR_ANOTHER;
        }
        return " cannot be written: " + failure + ". Mend that" + OR_ANOTHER;
    }

    private static Path existing(Path path) {
        Path there = path;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
