package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The detached commands of one sandbox: one directory for each. */
final class DetachedCommands {
    private static final Logger LOG = LoggerFactory.getLogger(DetachedCommands.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private static final Duration KEPT = Duration.ofDays(7);

    private final Path base;
    private final HostPrograms programs;
    private final Map<String, String> environment;
    private final Confinement confinement;

    /** @param environment of commands, already without what they may not see */
    DetachedCommands(Path base, HostPrograms programs, Map<String, String> environment, Confinement confinement) {
        this.base = base;
        this.programs = programs;
        this.environment = environment;
        this.confinement = confinement;
    }

    DetachedCommand start(String id, String label, Command command) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an id of a detached command: " + id);
        }
        DetachedLauncher launcher = new DetachedLauncher(programs, environment, confinement);
        launcher.check(command);
        DetachedDirectory directory = new DetachedDirectory(base.resolve(id));
        make(directory, label);
        boolean started = false;
        try {
            launcher.launch(directory, mark(id), command);
            directory.started(System.currentTimeMillis());
            started = true;
            return new LocalDetached(programs, directory, mark(id));
        } catch (IOException e) {
            throw Unwritable.directory("a background command", base, e);
        } finally {
            if (!started) {
                remove(directory);
            }
        }
    }

    List<DetachedCommand> list() {
        List<DetachedCommand> found = new ArrayList<>();
        if (!Files.isDirectory(base)) {
            return found;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(base, Files::isDirectory)) {
            for (Path path : directories) {
                add(new DetachedDirectory(path), found);
            }
        } catch (IOException e) {
            throw Unwritable.directory("background commands", base, e);
        }
        found.sort(Comparator.comparingLong(DetachedCommand::startedMs).thenComparing(DetachedCommand::id));
        return found;
    }

    /** Removes those that are over, were started more than a week ago and nobody has forgotten. */
    void sweep(Clock clock) {
        for (DetachedCommand command : list()) {
            try {
                boolean old = clock.millis() - command.startedMs() > KEPT.toMillis();
                if (old && command.ended().isPresent()) {
                    command.forget();
                }
            } catch (IOException e) {
                LOG.warn("Cannot remove what is kept of background command {}: {}", command.id(), e.toString());
            }
        }
    }

    /** One that is just being started, or whose start was cut off, is none yet. */
    private void add(DetachedDirectory directory, List<DetachedCommand> found) {
        if (!directory.isComplete()) {
            return;
        }
        try {
            found.add(new LocalDetached(programs, directory, mark(directory.id())));
        } catch (IOException e) {
            LOG.warn("Cannot read what is kept of a background command in {}: {}", directory.path(), e.toString());
        }
    }

    private void make(DetachedDirectory directory, String label) {
        try {
            OwnerOnly.createDirectories(base);
            OwnerOnly.createDirectory(directory.path());
            directory.prepare(label);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory.path())) {
                throw new IllegalArgumentException("there is a detached command " + directory.id() + " already", e);
            }
            throw Unwritable.directory("a background command", base, e);
        } catch (IOException e) {
            throw Unwritable.directory("a background command", base, e);
        }
    }

    private static void remove(DetachedDirectory directory) {
        try {
            OwnerOnly.deleteTree(directory.path());
        } catch (IOException e) {
            LOG.warn("Cannot remove {}: {}", directory.path(), e.toString());
        }
    }

    /** Its place is its identity: no two commands have the same. */
    private String mark(String id) {
        return base.toUri().getRawPath() + id;
    }
}
