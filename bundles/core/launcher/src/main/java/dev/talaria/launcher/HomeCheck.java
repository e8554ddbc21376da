package dev.talaria.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;

/** What an instance needs of its home, asked before anything is begun in it. */
final class HomeCheck {
    /** {@code EX_CONFIG} of sysexits.h: to try again is of no use. */
    static final int EXIT_CONFIGURATION = 78;
    /** {@code EX_TEMPFAIL} of sysexits.h: it works once there is room. */
    static final int EXIT_NO_ROOM = 75;

    private static final int MEBIBYTE = 1 << 20;
    private static final String OR_ANOTHER = ", or set TALARIA_HOME to another folder.";

    private HomeCheck() {}

    /** Why an instance does not start: a sentence with what to do. */
    static final class UnfitException extends IOException {
        private static final long serialVersionUID = 1;
        private final int exitCode;

        UnfitException(String message, int exitCode) {
            super(message);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    /** Only the owner of the home is let in later, whoever the instance belongs to. */
    static void owned(Path home, String user) throws IOException {
        if (!Files.exists(home)) {
            return;
        }
        UserPrincipal owner = Files.getOwner(home);
        if (!owner.equals(principal(home, user, owner))) {
            throw new UnfitException(
                    home + " belongs to " + owner.getName() + ", and you are " + user + ". Run this as "
                            + owner.getName() + ", make the folder and all in it yours with chown -R" + OR_ANOTHER,
                    EXIT_CONFIGURATION);
        }
    }

    /** One without a name, as in some containers, may be the owner. */
    private static UserPrincipal principal(Path home, String user, UserPrincipal owner) throws IOException {
        try {
            return home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        } catch (UserPrincipalNotFoundException | UnsupportedOperationException e) {
            return owner;
        }
    }

    static void writable(List<Path> directories) throws IOException {
        for (Path directory : directories) {
            if (!Files.isWritable(directory)) {
                throw new UnfitException(
                        directory + " cannot be written: its disk is read-only, or this user has no right to. Mount it"
                                + " for writing, or chown it" + OR_ANOTHER,
                        EXIT_CONFIGURATION);
            }
        }
    }

    static void room(Path directory, long bytes) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < bytes) {
            throw new UnfitException(
                    "the disk of " + directory + " is full: " + free / MEBIBYTE + " MB are free, and "
                            + bytes / MEBIBYTE + " MB are needed. Free some space there" + OR_ANOTHER,
                    EXIT_NO_ROOM);
        }
    }
}
