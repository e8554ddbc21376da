package dev.talaria.api.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Files of a sandbox. Paths are the sandbox's own, absolute and {@code /}-separated.
 *
 * <p><strong>A tool</strong> gets it from its {@link SandboxLease} and may name files through symbolic links: the engine
 * resolves them, refuses what lies outside the effects that the call declared, and opens exactly what it has judged.
 *
 * <p><strong>A sandbox</strong> implements it. Except for {@link #stat} and {@link #realPath} it gets real paths only, and
 * must follow no link at all, in no component of the path: where one has been swapped in meanwhile it fails with a
 * {@link java.nio.file.FileSystemException}. Opening by handle, component by component, does that; checking before
 * opening does not.
 */
@ConsumerType
public interface FileAccess {
    /** What {@link #write} expects where no file may be yet. */
    String ABSENT = "absent";

    /**
     * Symbolic links are followed.
     *
     * @return empty if there is no such file
     * @throws IOException if it cannot be told, for example for lack of permission
     */
    Optional<FileStat> stat(String path) throws IOException;

    /**
     * The path with every symbolic link resolved, as far as it exists; what does not exist is left as it is, without
     * {@code .} and {@code ..}.
     *
     * @throws IOException if it cannot be told, for example for a loop of links
     */
    String realPath(String path) throws IOException;

    /**
     * Opens a regular file.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it is no regular file or cannot be read
     */
    InputStream read(String path) throws IOException;

    /**
     * What is in a directory, sorted by name.
     *
     * @throws IOException if it is no directory or cannot be read
     */
    List<FileEntry> list(String path) throws IOException;

    /**
     * Writes a whole file: after it, the file has the old content or the new, never a part of either, and its mode is as
     * it was. Missing directories are made.
     *
     * @param expected the {@link FileStat#version} that is to be replaced; {@link #ABSENT} if there may be no file;
     *     empty for any
     * @throws FileChangedException if there is something else than expected; nothing was changed
     * @throws IOException if it cannot be written; nothing was changed
     */
    void write(String path, byte[] content, String expected) throws IOException;

    /**
     * As {@link #write(String, byte[], String)}, for content that is too long for memory. The stream is read to its end
     * and not closed.
     */
    default void write(String path, InputStream content, String expected) throws IOException {
        write(path, content.readAllBytes(), expected);
    }

    /**
     * Adds to the end of a file that only its owner can read, and makes it if there is none. For output that grows.
     *
     * @throws IOException if it is no regular file or cannot be written
     */
    void append(String path, byte[] content) throws IOException;

    /**
     * Removes a file, or an empty directory.
     *
     * @param expected as for {@link #write}
     * @throws java.nio.file.NoSuchFileException if there is nothing
     * @throws FileChangedException if there is something else than expected; nothing was changed
     */
    void delete(String path, String expected) throws IOException;
}
