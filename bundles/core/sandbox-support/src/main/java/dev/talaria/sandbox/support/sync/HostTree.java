package dev.talaria.sandbox.support.sync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The host's side of a directory. No link in it is followed, and nothing outside of it is touched. */
final class HostTree {
    private final Path root;

    /** @param root a directory; where it is a link itself, what it leads to */
    HostTree(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    /** Its regular files, by name. */
    Map<String, Manifest.Stamp> scan() throws IOException {
        Map<String, Manifest.Stamp> found = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    found.put(root.relativize(file).toString(), stamp(attributes));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }
        });
        return found;
    }

    private static Manifest.Stamp stamp(BasicFileAttributes attributes) {
        return new Manifest.Stamp(
                attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    Manifest.Stamp stamp(String name) throws IOException {
        return stamp(Files.readAttributes(path(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    boolean isExecutable(String name) throws IOException {
        return Files.getPosixFilePermissions(path(name), LinkOption.NOFOLLOW_LINKS)
                .contains(PosixFilePermission.OWNER_EXECUTE);
    }

    InputStream open(String name) throws IOException {
        return Files.newInputStream(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Of the content; empty if there is no regular file of this name. */
    Optional<String> hash(String name) throws IOException {
        Path file = path(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        MessageDigest digest = digest();
        try (InputStream in = open(name)) {
            byte[] buffer = new byte[65_536];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    /** Whether something has this name, be it a link. */
    boolean exists(String name) {
        return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Moves a file into the tree; one that is there already gives it its mode. */
    void put(String name, Path content, boolean executable) throws IOException {
        Path file = path(name);
        Path directory = parent(file);
        Path beside = Files.createTempFile(directory, ".talaria-sync.", "");
        try {
            Files.copy(content, beside, StandardCopyOption.REPLACE_EXISTING);
            Set<PosixFilePermission> mode = new HashSet<>(
                    Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                            ? Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                            : Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            if (executable) {
                mode.add(PosixFilePermission.OWNER_EXECUTE);
            }
            Files.setPosixFilePermissions(beside, mode);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    void delete(String name) throws IOException {
        Path file = path(name);
        parent(file);
        Files.deleteIfExists(file);
    }

    /** Makes the directory of a file; each on the way must be a directory itself, and no link. */
    private Path parent(Path file) throws IOException {
        Path directory = root;
        Path way = root.relativize(file);
        for (int i = 0; i < way.getNameCount() - 1; i++) {
            directory = directory.resolve(way.getName(i));
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(directory);
            }
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(directory.toString(), null, "is no directory, or a link");
            }
        }
        return directory;
    }

    private Path path(String name) {
        return root.resolve(RelativeName.checked(name));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
