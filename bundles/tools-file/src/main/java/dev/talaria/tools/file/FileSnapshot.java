package dev.talaria.tools.file;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file before a change.
 *
 * @param version what a write expects, so that a change by somebody else in between is seen
 * @param content null if there is no file, or if it is too large to be held
 */
record FileSnapshot(String path, String version, long size, byte @Nullable [] content) {
    static final int MOST_BYTES = 20 << 20;

    /** The version is taken before the content: a change between the two makes the write fail. */
    static FileSnapshot take(FileAccess files, String path) throws Refusal {
        try {
            Optional<FileStat> stat = files.stat(path);
            if (stat.isEmpty()) {
                return new FileSnapshot(path, FileAccess.ABSENT, 0, null);
            }
            if (stat.get().type() != FileStat.Type.FILE) {
                boolean directory = stat.get().type() == FileStat.Type.DIRECTORY;
                throw new Refusal(path + (directory ? " is a directory." : " is a device, a pipe or a socket.")
                        + " Give the path of a regular file.");
            }
            byte[] content = null;
            if (stat.get().size() <= MOST_BYTES) {
                try (InputStream in = files.read(path)) {
                    content = in.readNBytes(MOST_BYTES + 1);
                }
            }
            return new FileSnapshot(path, stat.get().version(), stat.get().size(), content);
        } catch (IOException e) {
            throw FileProblems.reading(path, e);
        }
    }

    boolean exists() {
        return !version.equals(FileAccess.ABSENT);
    }

    /** The content of a file that is there, however it is stored. */
    byte[] bytes() throws Refusal {
        if (content == null || content.length > MOST_BYTES) {
            throw new Refusal(path + " has " + size + " bytes; files of more than " + MOST_BYTES
                    + " bytes are not edited here. Use the terminal tool: sed, awk or a script.");
        }
        return content;
    }

    TextFile text() throws Refusal {
        try {
            return TextFile.decode(bytes());
        } catch (CharacterCodingException e) {
            throw FileProblems.reading(path, e);
        }
    }
}
