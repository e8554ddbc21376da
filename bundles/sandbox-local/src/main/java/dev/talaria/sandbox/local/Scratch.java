package dev.talaria.sandbox.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory for its owner alone whose files are kept a week after their last change. */
final class Scratch {
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final Duration KEPT = Duration.ofDays(7);

    private final String what;
    private final Path directory;

    /** @param what is in it, for messages */
    Scratch(String what, Path directory) {
        this.what = what;
        this.directory = directory;
    }

    /** Makes it if need be. */
    String path() {
        try {
            OwnerOnly.createDirectories(directory);
            return directory.toString();
        } catch (IOException e) {
            throw Unwritable.directory(what, directory, e);
        }
    }

    /** Removes what is older than a week. What cannot be removed stays until the next time. */
    void sweep(Clock clock) {
        Instant oldest = clock.instant().minus(KEPT);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()
                        && attributes.lastModifiedTime().toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.debug("nothing to sweep in {}", directory);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Cannot remove what is old of {} in {}: {}", what, directory, e.toString());
        }
    }
}
