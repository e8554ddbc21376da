package dev.talaria.engine.inbox;

import dev.talaria.api.base.SessionKey;
import dev.talaria.engine.thread.Backoff;
import dev.talaria.engine.thread.Timer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done in sessions: in each one thing after the other, in all a bounded number at the same time. */
final class SessionLines {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLines.class);

    private final Map<SessionKey, Line> lines = new HashMap<>();
    private final Deque<Line> ready = new ArrayDeque<>();
    private final Executor threads;
    private final Timer timer;
    private final Clock clock;
    private final Supplier<Backoff> backoff;
    private final IntSupplier most;
    private int running;

    /** Work in a session. */
    @FunctionalInterface
    interface Job {
        /** @return empty if it is done; else why it must be tried again, before anything else of the session */
        String run();
    }

    private static final class Line {
        final SessionKey session;
        final Deque<Job> jobs = new ArrayDeque<>();
        int failures;
        String problem = "";

        Line(SessionKey session) {
            this.session = session;
        }
    }

    /** @param most how many sessions are worked in at the same time */
    SessionLines(Executor threads, Timer timer, Clock clock, Supplier<Backoff> backoff, IntSupplier most) {
        this.threads = threads;
        this.timer = timer;
        this.clock = clock;
        this.backoff = backoff;
        this.most = most;
    }

    synchronized void add(SessionKey session, Job job) {
        Line line = lines.get(session);
        if (line == null) {
            line = new Line(session);
            lines.put(session, line);
            ready.add(line);
        }
        line.jobs.add(job);
        dispatch();
    }

    /** Whether something waits in a session besides what is worked on. */
    synchronized boolean isAnyWaiting(SessionKey session) {
        Line line = lines.get(session);
        return line != null && line.jobs.size() > 1;
    }

    synchronized int size() {
        return lines.values().stream().mapToInt(line -> line.jobs.size()).sum();
    }

    /** Why what fails in a session must be tried again. */
    synchronized List<String> problems() {
        return lines.values().stream()
                .filter(line -> !line.problem.isEmpty())
                .map(line -> line.session + ": " + line.problem)
                .toList();
    }

    private synchronized void dispatch() {
        while (running < most.getAsInt() && !ready.isEmpty()) {
            Line line = ready.remove();
            try {
                threads.execute(() -> work(line));
                running++;
            } catch (RejectedExecutionException e) {
                LOG.debug("The inbox is closed", e);
                return;
            }
        }
    }

    private void work(Line line) {
        Job job;
        synchronized (this) {
            job = line.jobs.getFirst();
        }
        String problem;
        try {
            problem = job.run();
        } catch (RuntimeException e) {
            LOG.warn("Work in {} failed and is tried again", line.session, e);
            problem = String.valueOf(e.getMessage());
        }
        done(line, problem);
    }

    private synchronized void done(Line line, String problem) {
        running--;
        line.problem = problem;
        if (!problem.isEmpty()) {
            line.failures++;
            timer.at(clock.instant().plus(backoff.get().after(line.failures)), () -> again(line));
        } else {
            line.failures = 0;
            line.jobs.removeFirst();
            if (line.jobs.isEmpty()) {
                lines.remove(line.session);
            } else {
                ready.add(line);
            }
        }
        dispatch();
    }

    private synchronized void again(Line line) {
        ready.add(line);
        dispatch();
    }
}
