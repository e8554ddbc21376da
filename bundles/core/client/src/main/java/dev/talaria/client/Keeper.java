package dev.talaria.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What start and stop have to do besides the instance: see that it has a supervisor, or that none is left. */
final class Keeper {
    private static final int FAILED = 1;
    private static final long LONGEST_START_S = 30;
    private static final long POLL_MS = 15;
    /** The supervisor itself gives the instance 35 s. */
    private static final long LONGEST_END_S = 45;

    private static final long OWN_END_S = 5;

    private final Path home;
    private final Instance instance;
    private final Terminal terminal;

    Keeper(Path home, Instance instance, Terminal terminal) {
        this.home = home;
        this.instance = instance;
        this.terminal = terminal;
    }

    /**
     * Starts the supervisor of an instance that was to end when it is idle, and is told to stay.
     *
     * @return exit code
     */
    int supervise(long pid) throws IOException, InterruptedException {
        if (Supervisor.of(home).isPresent()) {
            return 0;
        }
        instance.superviseRunning(pid);
        long begin = System.nanoTime();
        while (Supervisor.of(home).isEmpty()) {
            boolean late = System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LONGEST_START_S);
            if (late || !instance.isRunning()) {
                return unsupervised(late);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        say("It was to end when it is idle; from now on a supervisor starts it again when it ends unexpectedly.\n");
        return 0;
    }

    private int unsupervised(boolean late) throws IOException {
        if (!late && instance.exitCode() == Instance.HOME_IN_USE) {
            return 0; // another start was faster
        }
        say("It stays, but nothing starts it again when it ends unexpectedly: its supervisor did not start"
                + (late ? " in time" : " (exit code " + instance.exitCode() + ")") + ". It said last:\n"
                + instance.lastWords() + "Mend what that names, then: talaria restart\n");
        return FAILED;
    }

    /**
     * Ends a supervisor that would start an instance again; one whose instance was told to stop ends by itself.
     *
     * @param alone whether there is no instance now
     * @return whether there was one to be ended
     */
    boolean release(boolean alone) throws IOException, InterruptedException {
        Optional<ProcessHandle> found = Supervisor.of(home);
        if (found.isEmpty() || !alone && ended(found.get(), OWN_END_S)) {
            return false;
        }
        ProcessHandle supervisor = found.get();
        supervisor.destroy();
        if (!ended(supervisor, LONGEST_END_S)) {
            throw new IOException("The supervisor, process " + supervisor.pid() + ", has not ended within "
                    + LONGEST_END_S + " s. End it with: kill -9 " + supervisor.pid());
        }
        say("The supervisor, process " + supervisor.pid() + ", was about to start Talaria again. It is stopped now.\n");
        return true;
    }

    /** Waits for the end of a process. @return whether it came within the time */
    static boolean ended(ProcessHandle process, long seconds) throws InterruptedException {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private void say(String text) throws IOException {
        terminal.error().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
