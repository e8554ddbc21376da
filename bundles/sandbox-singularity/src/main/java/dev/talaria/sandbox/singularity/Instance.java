package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A running instance.
 *
 * @param init its first process; with it all others end
 */
record Instance(Program program, String name, ProcessMark init) {
    static final String WORKSPACE = "/workspace";
    static final String HOME = "/home/talaria";
    static final String STATE = "/var/lib/talaria";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final long PAUSE_NS = 5_000_000;
    /** Of /proc, what belongs to the host: not to be changed, or not to be read. Root owns it, without a capability too. */
    private static final List<String> READ_ONLY =
            List.of("/proc/sys", "/proc/irq", "/proc/fs", "/proc/bus", "/proc/acpi", "/proc/scsi");

    private static final List<String> MASKED = List.of(
            "/proc/sysrq-trigger",
            "/proc/kcore",
            "/proc/keys",
            "/proc/timer_list",
            "/proc/latency_stats",
            "/proc/mtrr");

    /** The running instance of this name. */
    static Optional<Instance> find(Program program, String name, Cancellation cancellation) {
        HostProcess.Outcome listed = program.quick(cancellation, "-s", "instance", "list", "--json", name);
        Matcher found = Pattern.compile("\"instance\":\\s*\"" + Pattern.quote(name) + "\",\\s*\"pid\":\\s*(\\d+)")
                .matcher(listed.text());
        return found.find()
                ? ProcessMark.of(Long.parseLong(found.group(1))).map(init -> new Instance(program, name, init))
                : Optional.empty();
    }

    /** The arguments that start it; those of the same settings are the same. */
    static List<String> startWords(Settings settings, Path image, Box box, boolean persistent) {
        List<String> words = new ArrayList<>(List.of(
                "-s",
                "instance",
                "start",
                "--containall",
                "--cleanenv",
                "--no-home",
                "--no-privs",
                "--no-mount",
                "bind-paths,hostfs,sys"));
        words.addAll(persistent ? List.of("--overlay", box.overlay().toString()) : List.of("--writable-tmpfs"));
        words.addAll(List.of("--workdir", box.temporary().toString()));
        Stream.of(
                        Stream.of(
                                box.workspace() + ":" + WORKSPACE,
                                box.userHome() + ":" + HOME,
                                box.state() + ":" + STATE),
                        READ_ONLY.stream().filter(Instance::exists).map(path -> path + ":" + path + ":ro"),
                        MASKED.stream().filter(Instance::exists).map(path -> "/dev/null:" + path),
                        settings.binds().stream().map(Bind::argument))
                .flatMap(binds -> binds)
                .forEach(bind -> words.addAll(List.of("--bind", bind)));
        if (!settings.network()) {
            words.addAll(List.of("--net", "--network", "none"));
        }
        if (settings.memory() > 0) {
            words.addAll(List.of("--memory", settings.memory() + "M"));
        }
        if (settings.cpus() > 0) {
            words.addAll(List.of("--cpus", String.format(Locale.ROOT, "%.2f", settings.cpus())));
        }
        words.addAll(List.of(image.toString(), box.instance()));
        return words;
    }

    private static boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    /** @throws SandboxException if it does not start */
    static Instance start(Program program, Settings settings, List<String> words, Cancellation cancellation) {
        String name = words.get(words.size() - 1);
        HostProcess.Outcome started = program.run(words, Map.of(), settings.start(), line -> {}, cancellation);
        if (!started.ok()) {
            throw StartFailure.of(settings, started);
        }
        return find(program, name, cancellation)
                .orElseThrow(() -> StartFailure.of(
                        settings, new HostProcess.Outcome(0, "the instance ended as soon as it was started")));
    }

    boolean isAlive() {
        return init.isAlive();
    }

    /** Whether it has the network of the host, as a program inside sees it. */
    boolean hasNetworkOfHost(String seenInside) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString().equals(seenInside);
    }

    /**
     * Ends it with all that runs in it, at once: with its first process the kernel ends all others. The program's own way
     * is slower, and is taken where that one cannot be killed.
     *
     * @throws SandboxException if it goes on
     */
    void stop() {
        Optional<ProcessMark> keeper = init.parent();
        ProcessHandle.of(init.pid()).filter(process -> isAlive()).ifPresent(ProcessHandle::destroyForcibly);
        String said = "";
        if (!awaitEnd(keeper)) {
            List<String> words = List.of("-s", "instance", "stop", "--timeout", "5", name);
            said = program.run(words, Map.of(), STOP_LIMIT, line -> {}, new CancellationSource())
                    .text();
        }
        if (isAlive()) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The instance " + name + " cannot be stopped: " + said,
                    "Stop it with: " + program.path() + " instance stop --force " + name,
                    null);
        }
    }

    /** The keeper, its parent, gives back mounts and the name. */
    private boolean awaitEnd(Optional<ProcessMark> keeper) {
        long end = System.nanoTime() + END_LIMIT.toNanos();
        while (isAlive() || keeper.isPresent() && keeper.get().isAlive()) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }
}
