package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command of which everything is on disk, so that any Talaria finds it again. It has no thread here: its shell, its
 * input and its log are kept by {@code detached.sh}.
 */
final class LocalDetached implements DetachedCommand {
    /** The code of a command that was killed: none of its own. */
    static final int KILLED = -15;
    /** The code of a command whose end nobody saw. */
    private static final int LOST = -1;

    private static final Logger LOG = LoggerFactory.getLogger(LocalDetached.class);
    private static final int CLOSING_LOOKS = 500;
    private static final long CLOSING_PAUSE_NS = 2_000_000;

    /** Opening a pipe waits for a reader, and writing for room: both may never come. */
    private static final String WRITE = "exec cat > \"$1/input\"";

    private final HostPrograms programs;
    private final DetachedDirectory directory;
    private final String mark;
    private final String label;
    private final long startedMs;

    LocalDetached(HostPrograms programs, DetachedDirectory directory, String mark) throws IOException {
        this.programs = programs;
        this.directory = directory;
        this.mark = mark;
        this.label = directory.label();
        this.startedMs = directory.startedMs();
    }

    @Override
    public String id() {
        return directory.id();
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public long startedMs() {
        return startedMs;
    }

    @Override
    public Optional<ExitStatus> ended() throws IOException {
        // Asked first: what is dead afterwards has written its code before.
        boolean alive = leader().isAlive();
        Optional<Integer> code = directory.exitCode();
        if (code.isEmpty() && alive) {
            return Optional.empty();
        }
        if (directory.isKilled()) {
            return Optional.of(new ExitStatus(KILLED, ExitStatus.Reason.INTERRUPTED));
        }
        return Optional.of(code.map(own -> new ExitStatus(own, ExitStatus.Reason.EXITED))
                .orElse(new ExitStatus(LOST, ExitStatus.Reason.LOST)));
    }

    @Override
    public byte[] output(long offset, int length) throws IOException {
        return new DetachedLog(directory.path()).read(offset, length);
    }

    @Override
    public long outputSize() throws IOException {
        return new DetachedLog(directory.path()).size();
    }

    @Override
    public void write(byte[] input) throws IOException {
        if (ended().isPresent()) {
            throw new IOException("the command has ended");
        }
        if (!directory.processes().holder().isAlive()) {
            throw new IOException("the command's input is closed");
        }
        Path data = OwnerOnly.createTemporary(directory.path(), input);
        try {
            File from = data.toFile();
            if (!Helper.succeeds(programs, WRITE, directory.path().toString(), from)) {
                throw new IOException("the command did not take its input in time; a part may have reached it");
            }
        } finally {
            Files.deleteIfExists(data);
        }
    }

    @Override
    public void closeInput() throws IOException {
        ProcessIdentity holder = directory.processes().holder();
        if (!holder.isAlive()) {
            return;
        }
        ProcessHandle.of(holder.pid()).ifPresent(ProcessHandle::destroyForcibly);
        for (int i = 0; i < CLOSING_LOOKS && holder.isAlive(); i++) {
            LockSupport.parkNanos(CLOSING_PAUSE_NS);
        }
    }

    /** What it left behind is ended too if it is over already; its own status stays then. */
    @Override
    public void kill() throws IOException {
        if (ended().isEmpty()) {
            markKilled();
        }
        new DetachedFamily(programs, mark, leader()).end();
    }

    /** A full disk keeps nothing alive: it only makes the end look like the command's own. */
    private void markKilled() {
        try {
            directory.killed();
        } catch (IOException e) {
            LOG.warn("Cannot note that background command {} is killed: {}", id(), e.toString());
        }
    }

    @Override
    public void forget() throws IOException {
        if (ended().isEmpty()) {
            throw new IOException("the command " + id() + " is still running");
        }
        OwnerOnly.deleteTree(directory.path());
    }

    private ProcessIdentity leader() throws IOException {
        return directory.processes().leader();
    }
}
