package dev.talaria.launcher.supervisor;

import dev.talaria.launcher.supervisor.Respawn.Pause;
import dev.talaria.launcher.supervisor.Status.State;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Starts the instance, and starts it again, until it is wanted no more. */
final class Supervision {
    private final Home home;
    private final List<String> command;
    private final Time time;
    private final PrintStream out;
    private final InstanceLog log;
    private final Status status;
    private final Respawn respawn;
    private final Blame blame;
    private final Thread thread = Thread.currentThread();
    private Child child;
    private long adopted; // a process id; 0 for none
    private boolean stopping;
    private int restarts;

    /** To be made on the thread that calls {@link #run}. */
    Supervision(Home home, List<String> command, Time time, PrintStream out) {
        this.home = home;
        this.command = command;
        this.time = time;
        this.out = out;
        log = new InstanceLog(home.log(), InstanceLog.MOST_BYTES);
        status = new Status(home.state()).set("restarts", 0);
        respawn = new Respawn(time);
        blame = new Blame(home, time, this::say);
    }

    /** As {@link #run}, but the first instance runs already, or has ended since it was named. */
    int adopt(long pid) {
        adopted = pid;
        return run();
    }

    /** Until the instance ends for good. @return the exit code for this process */
    int run() {
        try {
            while (!isStopping()) {
                Ending ending = adopted == 0 ? startAndAwaitEnd() : awaitAdopted();
                if (isStopping() || ending.wanted()) {
                    status.now(State.STOPPED);
                    return 0;
                }
                note(ending);
                if (ending.hopeless(restarts == 0)) {
                    say(ending.cause() + ". It is not started again. " + ending.remedy() + lastWords());
                    status.now(State.FAILED);
                    return ending.code();
                }
                blame.ended(ending);
                pause(ending, respawn.ended());
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts.
        } finally {
            log.close();
        }
        status.now(State.STOPPED);
        return 0;
    }

    /** Ends the instance, which has so long to stop by itself; then {@link #run} returns. */
    void stop(Duration grace) {
        Child running;
        synchronized (this) {
            stopping = true;
            running = child;
        }
        status.now(State.STOPPING);
        if (running == null) {
            thread.interrupt();
        } else if (!running.stop(grace)) {
            say("the instance did not stop within " + grace.toSeconds() + " s and was killed.");
        }
        status.now(State.STOPPED);
    }

    private Ending awaitAdopted() throws InterruptedException {
        long pid = adopted;
        adopted = 0;
        respawn.started();
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            try {
                supervise(Child.adopt(handle.get())).await();
            } finally {
                forgetChild();
            }
        }
        return Ending.adopted(home.readExitNote(pid));
    }

    private Ending startAndAwaitEnd() throws InterruptedException {
        home.forgetLastRun();
        log.forgetLines();
        respawn.started();
        try {
            Child started = start();
            int code = started.await();
            return new Ending(code, home.readExitNote(started.pid()));
        } catch (IOException e) {
            return Ending.notStarted(e);
        } finally {
            forgetChild();
        }
    }

    private synchronized void forgetChild() {
        child = null;
    }

    private synchronized Child start() throws IOException, InterruptedException {
        if (stopping) {
            throw new InterruptedException("stopping");
        }
        return supervise(Child.start(command, log));
    }

    private synchronized Child supervise(Child running) {
        child = running;
        status.set("instance", running.pid()).now(State.RUNNING);
        return running;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private void note(Ending ending) {
        status.set("lastExit", ending.cause()).at("lastExitAt", time.now());
    }

    private void pause(Ending ending, Pause pause) throws InterruptedException {
        Instant next = time.now().plus(pause.length());
        if (pause.storm()) {
            say(ending.cause() + ", and has ended " + Respawn.STORM_ENDS
                    + " times within a minute. It is tried again at " + next.truncatedTo(ChronoUnit.SECONDS) + ". "
                    + ending.remedy() + lastWords());
        } else {
            say(ending.cause() + ". It is started again in " + pause.length().toSeconds() + " s. " + ending.remedy()
                    + lastWords());
        }
        restarts++;
        status.set("restarts", restarts).at("nextTry", next).now(pause.storm() ? State.STORM : State.WAITING);
        time.pause(pause.length());
    }

    private String lastWords() {
        List<String> lines = log.lastLines();
        return lines.isEmpty() ? "" : " Its last lines:\n  " + String.join("\n  ", lines);
    }

    private void say(String text) {
        String line = time.now().truncatedTo(ChronoUnit.SECONDS) + " talaria: " + text;
        out.println(line);
        log.println(line);
    }
}
