package dev.talaria.tools.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be remembered of background processes through a restart: one empty file for each fact. Where they cannot be
 * written they hold until the restart. Thread-safe.
 */
final class Markers {
    private static final Logger LOG = LoggerFactory.getLogger(Markers.class);

    /** A fact. */
    enum Kind {
        /** Its end was told, or the agent saw it. */
        TOLD,
        /** Its patterns are watched no longer; its end is told instead. */
        UNWATCHED
    }

    private final Path directory;
    private final Set<String> set = ConcurrentHashMap.newKeySet();

    Markers(Path directory) {
        this.directory = directory;
    }

    boolean isSet(BackgroundProcess process, Kind kind) {
        return set.contains(name(process, kind)) || Files.exists(directory.resolve(name(process, kind)));
    }

    /** Only one of several callers gets true; {@link #keep} or {@link #unclaim} must follow. */
    boolean claim(BackgroundProcess process, Kind kind) {
        return !Files.exists(directory.resolve(name(process, kind))) && set.add(name(process, kind));
    }

    void unclaim(BackgroundProcess process, Kind kind) {
        set.remove(name(process, kind));
    }

    /** From now on it is set through a restart. */
    void keep(BackgroundProcess process, Kind kind) {
        set.add(name(process, kind));
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.write(directory.resolve(name(process, kind)), new byte[0]);
        } catch (IOException e) {
            LOG.warn("After a restart a notice may come twice, as {} cannot be written: {}", directory, e.toString());
        }
    }

    /** The process is forgotten. */
    void clear(BackgroundProcess process) {
        for (Kind kind : Kind.values()) {
            set.remove(name(process, kind));
            try {
                Files.deleteIfExists(directory.resolve(name(process, kind)));
            } catch (IOException e) {
                LOG.warn("Cannot remove a file of {}: {}", directory, e.toString());
            }
        }
    }

    /** The id alone is random enough, and a plain file name. */
    private static String name(BackgroundProcess process, Kind kind) {
        return process.id() + "." + kind.name().toLowerCase(Locale.ROOT);
    }
}
