package dev.talaria.sandbox.support;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.ExitStatus.Reason;
import dev.talaria.api.sandbox.RunningCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that run in one sandbox: their threads, their time limits, and what ends them. */
final class CommandThreads implements RemoteCommand.Stopper {
    private static final Logger LOG = LoggerFactory.getLogger(CommandThreads.class);
    private static final long PATIENCE_MS = 5_000;
    private static final long CLOSING_MS = 8_000;
    private static final long SILENCE_MS = 300;
    /** Durations may be too long for a timer. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

    private final Exec exec;
    private final String mark = "TALARIA_SANDBOX=" + UUID.randomUUID();
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Map<RemoteCommand, List<AutoCloseable>> running = new ConcurrentHashMap<>();
    private volatile boolean used;

    CommandThreads(String id, Exec exec) {
        this.exec = exec;
        AtomicLong count = new AtomicLong();
        String name = "talaria-sandbox-" + id + "-";
        this.threads =
                Executors.newCachedThreadPool(work -> WorkerThreads.create(name + count.incrementAndGet(), work));
        ScheduledThreadPoolExecutor clock =
                new ScheduledThreadPoolExecutor(1, work -> WorkerThreads.create(name + "timer", work));
        clock.setRemoveOnCancelPolicy(true);
        this.timer = clock;
    }

    RunningCommand start(
            Exec.Launch launch, ShellRun run, Command command, CommandListener listener, Cancellation cancellation) {
        used = true;
        Map<String, String> environment = new HashMap<>(launch.environment());
        int equals = mark.indexOf('=');
        environment.put(mark.substring(0, equals), mark.substring(equals + 1));
        Exec.Channel channel = exec.start(new Exec.Launch(
                launch.words(), environment, launch.terminal(), launch.input(), launch.rows(), launch.columns()));
        RemoteCommand started = new RemoteCommand(channel, run, listener, command.input(), this);
        FutureTask<ExitStatus> reading = new FutureTask<>(started::read);
        started.begin(reading);
        ExitStatus late = new ExitStatus(ExitStatus.TIMED_OUT, Reason.TIMED_OUT);
        Duration limit = command.timeout().compareTo(LONGEST_TIMEOUT) < 0 ? command.timeout() : LONGEST_TIMEOUT;
        try {
            var alarm = timer.schedule(() -> stopSoon(started, late), limit.toMillis(), TimeUnit.MILLISECONDS);
            running.put(started, List.of(() -> alarm.cancel(false), cancellation.onCancel(started::kill)));
            threads.execute(reading);
        } catch (RejectedExecutionException e) {
            channel.close();
            forget(started);
            throw e;
        }
        if (started.isOver()) {
            forget(started);
        }
        return started;
    }

    @Override
    public void kill(String group, String token) {
        killAll(group, "TALARIA_COMMAND=" + token);
    }

    private void killAll(String group, String variable) {
        try (Answer answer = Answer.of(exec, Scripts.KILL, List.of(group, variable), null)) {
            answer.bytes();
        } catch (IOException e) {
            LOG.debug("A command in the sandbox could not be ended: {}", e.toString());
        }
    }

    @Override
    public void stopSoon(RemoteCommand command, ExitStatus why) {
        try {
            threads.execute(() -> command.stop(why, PATIENCE_MS));
        } catch (RejectedExecutionException e) {
            command.hangUp();
        }
    }

    @Override
    public void ended(RemoteCommand command) {
        lookAgain(command);
    }

    /** A child may hold the output for ever: it is listened to until it was silent for a while. */
    private void lookAgain(RemoteCommand command) {
        try {
            timer.schedule(
                    () -> {
                        if (command.isOver()) {
                            return;
                        }
                        if (command.silenceMs() >= SILENCE_MS) {
                            command.hangUp();
                        } else {
                            lookAgain(command);
                        }
                    },
                    SILENCE_MS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            command.hangUp();
        }
    }

    @Override
    public void forget(RemoteCommand command) {
        List<AutoCloseable> registrations = running.remove(command);
        if (registrations == null) {
            return;
        }
        for (AutoCloseable registration : registrations) {
            try {
                registration.close();
            } catch (Exception e) {
                LOG.debug("A timer of a command could not be taken back", e);
            }
        }
    }

    /** Ends what runs and what ended commands left behind, within some seconds. */
    void close() {
        Set<RemoteCommand> left = Set.copyOf(running.keySet());
        left.forEach(RemoteCommand::kill);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSING_MS, TimeUnit.MILLISECONDS)) {
                left.forEach(RemoteCommand::hangUp);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
        if (used) {
            killAll("", mark);
        }
    }
}
