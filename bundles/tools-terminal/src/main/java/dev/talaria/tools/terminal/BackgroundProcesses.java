package dev.talaria.tools.terminal;

import dev.talaria.api.agent.Notices;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.spi.instance.Activity;
import dev.talaria.tools.terminal.ProcessLabel.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background processes of both tools. The sandbox keeps them; this knows whose they are, watches them and forgets
 * the old ones. After a restart the processes of an earlier life are watched from the first call in their sandbox on,
 * as outside a call there is no sandbox to ask; what they printed until then is not searched for patterns.
 */
@Component(service = {BackgroundProcesses.class, Activity.class})
public final class BackgroundProcesses implements Activity {
    static final int MOST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundProcesses.class);
    private static final String HOME = "talaria.home";
    private static final Duration FINISHED_KEPT = Duration.ofMinutes(30);
    private static final long PERIOD_MS = 1_000;
    private static final int ID_BYTES = 6;

    private final SecureRandom random = new SecureRandom();
    private final Notices notices;
    private final Clock clock;
    private final Markers markers;
    private final NoticeBreaker breaker;
    private final CompletionNotices completions;
    private final ProcessWatcher watcher;
    /** Those that this life started, or found and went on watching. */
    private final Map<String, BackgroundProcess> known = new ConcurrentHashMap<>();
    /** When an end was first noticed; a restart begins to count anew. */
    private final Map<String, Long> endedMs = new ConcurrentHashMap<>();

    @Activate
    public BackgroundProcesses(BundleContext context, @Reference Notices notices) {
        this(home(context.getProperty(HOME)).resolve("run/process-notices"), notices, Clock.systemUTC(), PERIOD_MS);
    }

    BackgroundProcesses(Path marks, Notices notices, Clock clock, long periodMs) {
        this.notices = notices;
        this.clock = clock;
        this.markers = new Markers(marks);
        this.breaker = new NoticeBreaker(notices);
        this.completions = new CompletionNotices(notices, markers);
        this.watcher = new ProcessWatcher(breaker, clock, periodMs);
    }

    @Deactivate
    void stop() {
        watcher.stop();
    }

    /** While one runs that this life knows, or somebody has yet to be told of an end. */
    @Override
    public boolean busy() {
        return count() > 0;
    }

    private long count() {
        long running =
                known.values().stream().filter(process -> !hasEnded(process)).count();
        return Math.max(running, watcher.size());
    }

    @Override
    public String what() {
        long count = count();
        return count == 1 ? "1 background process" : count + " background processes";
    }

    Clock clock() {
        return clock;
    }

    ProcessWatcher watcher() {
        return watcher;
    }

    /**
     * Starts one.
     *
     * @throws SandboxException if the sandbox cannot, or has as many as are allowed
     */
    synchronized BackgroundProcess start(SandboxLease sandbox, ProcessLabel label, Command command) {
        List<BackgroundProcess> kept = tidied(sandbox);
        if (kept.size() >= MOST && !forgetOldestEnded(kept)) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    MOST + " background processes are running in this sandbox, and more are not allowed",
                    "End one that is not needed with process(action=kill), or wait for one.",
                    null);
        }
        String id = "proc_" + HexFormat.of().formatHex(randomBytes());
        DetachedCommand started = sandbox.startDetached(id, label.text(), command);
        BackgroundProcess process = new BackgroundProcess(sandbox.id(), started, label);
        watch(process, 0);
        return process;
    }

    /** Those that the owner may see, the oldest first. */
    synchronized List<BackgroundProcess> of(SandboxLease sandbox, Owner owner) {
        return tidied(sandbox).stream()
                .filter(process -> process.label().owner().equals(owner))
                .toList();
    }

    /** A result tells the agent that it ended, so that no notice has to. */
    void seenToEnd(BackgroundProcess process) {
        completions.seen(process);
    }

    private List<BackgroundProcess> tidied(SandboxLease sandbox) {
        List<BackgroundProcess> kept = new ArrayList<>();
        for (DetachedCommand detached : sandbox.detached()) {
            ProcessLabel.parse(detached.label())
                    .map(label -> new BackgroundProcess(sandbox.id(), detached, label))
                    .filter(process -> !isOutdated(process) || !forget(process))
                    .ifPresent(kept::add);
        }
        kept.forEach(this::adopt);
        return kept;
    }

    /** Goes on watching one of an earlier life. */
    private void adopt(BackgroundProcess process) {
        if (!known.containsKey(process.key())) {
            try {
                watch(process, process.detached().outputSize());
            } catch (IOException e) {
                LOG.warn("Cannot watch background process {}: {}", process.id(), e.toString());
            }
        }
    }

    private void watch(BackgroundProcess process, long offset) {
        known.put(process.key(), process);
        ProcessLabel label = process.label();
        if (label.tellEnd() || !label.patterns().isEmpty()) {
            watcher.add(new Watched(process, offset, notices, breaker, completions, markers));
        }
    }

    private boolean isOutdated(BackgroundProcess process) {
        if (!hasEnded(process)) {
            return false;
        }
        long since = endedMs.computeIfAbsent(process.key(), key -> clock.millis());
        return clock.millis() - since >= FINISHED_KEPT.toMillis();
    }

    private boolean forgetOldestEnded(List<BackgroundProcess> oldestFirst) {
        return oldestFirst.stream().filter(BackgroundProcesses::hasEnded).anyMatch(this::forget);
    }

    private boolean forget(BackgroundProcess process) {
        watcher.finish(process);
        try {
            process.detached().forget();
            endedMs.remove(process.key());
            known.remove(process.key());
            markers.clear(process);
            return true;
        } catch (IOException e) {
            LOG.warn("Cannot forget background process {}: {}", process.id(), e.toString());
            return false;
        }
    }

    private static boolean hasEnded(BackgroundProcess process) {
        try {
            return process.detached().ended().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Path home(@Nullable String configured) {
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".talaria")
                : Path.of(configured);
    }
}
