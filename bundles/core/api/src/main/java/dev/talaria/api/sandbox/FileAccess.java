package dev.talaria.api.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Files of a sandbox. Paths are the sandbox's own, absolute and {@code /}-separated. */
@ConsumerType
public interface FileAccess {
    /**
     * Symbolic links are followed.
     *
     * @return empty if there is no such file
     * @throws IOException if it cannot be told, for example for lack of permission
     */
    Optional<FileStat> stat(String path) throws IOException;

    /**
     * Opens a regular file.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it is no regular file or cannot be read
     */
    InputStream read(String path) throws IOException;

    /**
     * Names in a directory, sorted.
     *
     * @throws IOException if it is no directory or cannot be read
     */
    List<String> list(String path) throws IOException;
}
