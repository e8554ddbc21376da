package dev.talaria.testkit.modal;

import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult.GenericStatus;
import dev.talaria.sandbox.modal.wire.ClientWire.NetworkAccess.NetworkAccessType;
import dev.talaria.sandbox.modal.wire.ClientWire.Sandbox;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxTag;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStartRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A sandbox of the fake: a directory, and the processes of a namespace that has it as its root. */
public final class FakeSandbox {
    private static final long READY_MS = 20_000;

    private final String id;
    private final String taskId;
    private final String appId;
    private final Sandbox definition;
    private final double createdAt = System.currentTimeMillis() / 1000.0;
    private final Path directory;
    private final Process launcher;
    private final ProcessHandle init;
    private final Map<String, FakeExec> execs = new ConcurrentHashMap<>();
    private final CompletableFuture<GenericResult> result = new CompletableFuture<>();
    private volatile List<SandboxTag> tags;

    /** @param directory with the files in {@code root}, which come from its image */
    FakeSandbox(String id, String taskId, String appId, Sandbox definition, List<SandboxTag> tags, Path directory)
            throws IOException, InterruptedException {
        this.id = id;
        this.taskId = taskId;
        this.appId = appId;
        this.definition = definition;
        this.tags = List.copyOf(tags);
        this.directory = directory;
        Path ready = root().resolve("run/ready");
        Files.deleteIfExists(ready);
        Path log = directory.resolve("log");
        List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
        if (isolated()) {
            words.add("--net");
        }
        words.addAll(List.of("bash", "-c", script(), "sandbox", root().toString(), workdir()));
        words.addAll(
                definition.getEntrypointArgsCount() == 0
                        ? List.of("sleep", "172800")
                        : definition.getEntrypointArgsList());
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        environment(builder);
        launcher = builder.start();
        launcher.onExit().thenAccept(ended -> result.complete(ofCode(ended.exitValue())));
        for (long end = System.nanoTime() + READY_MS * 1_000_000;
                !Files.exists(ready);
                TimeUnit.MILLISECONDS.sleep(1)) {
            if (!launcher.isAlive() || System.nanoTime() > end) {
                throw new IOException("the sandbox does not start: " + Files.readString(log));
            }
        }
        init = launcher.children().findFirst().orElse(launcher.toHandle());
    }

    static void environment(ProcessBuilder builder) {
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("HOME", "/root");
    }

    private static String script() throws IOException {
        try (var in = FakeSandbox.class.getResourceAsStream("sandbox.sh")) {
            if (in == null) {
                throw new IOException("sandbox.sh is missing");
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static GenericResult ofCode(int code) {
        return GenericResult.newBuilder()
                .setStatus(code == 0 ? GenericStatus.GENERIC_STATUS_SUCCESS : GenericStatus.GENERIC_STATUS_FAILURE)
                .setExitcode(code)
                .build();
    }

    private boolean isolated() {
        return definition.getNetworkAccess().getNetworkAccessType() == NetworkAccessType.BLOCKED;
    }

    private String workdir() {
        return definition.getWorkdir().isEmpty() ? "/root" : definition.getWorkdir();
    }

    public String id() {
        return id;
    }

    public String name() {
        return definition.getName();
    }

    /** What it was asked to be. */
    public Sandbox definition() {
        return definition;
    }

    public boolean isRunning() {
        return !result.isDone();
    }

    /** Its files as this machine sees them. */
    public Path root() {
        return directory.resolve("root");
    }

    /** Whether one of its processes lives, by the number that it has inside; one that nobody has reaped does not. */
    public boolean isAlive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + init.pid() + "/root/proc/" + pid + "/stat"));
            return isRunning() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    String taskId() {
        return taskId;
    }

    String appId() {
        return appId;
    }

    double createdAt() {
        return createdAt;
    }

    List<SandboxTag> tags() {
        return tags;
    }

    void tag(List<SandboxTag> values) {
        tags = List.copyOf(values);
    }

    Path log() {
        return directory.resolve("log");
    }

    Optional<GenericResult> result() {
        return Optional.ofNullable(result.getNow(null));
    }

    /** @return empty if it still runs after the time */
    Optional<GenericResult> await(double seconds) throws InterruptedException {
        try {
            return Optional.of(result.get((long) (seconds * 1000), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        }
    }

    Optional<FakeExec> exec(String execId) {
        return Optional.ofNullable(execs.get(execId));
    }

    /** Starts it unless there is one of that id already. */
    synchronized FakeExec exec(TaskExecStartRequest request, Pipes pipes, Executor threads)
            throws IOException, InterruptedException {
        FakeExec known = execs.get(request.getExecId());
        if (known != null) {
            return known;
        }
        List<String> enter = new ArrayList<>(
                List.of("nsenter", "--target", Long.toString(init.pid()), "--mount", "--pid", "--root"));
        if (isolated()) {
            enter.add("--net");
        }
        enter.add("--wdns=" + (request.getWorkdir().isEmpty() ? workdir() : request.getWorkdir()));
        enter.add("--");
        FakeExec started = new FakeExec(request, enter, directory, pipes, threads);
        execs.put(request.getExecId(), started);
        return started;
    }

    /** Kills all of it. */
    void end(GenericStatus status, String why) {
        result.complete(GenericResult.newBuilder()
                .setStatus(status)
                .setException(why)
                .setExitcode(137)
                .build());
        // All others of its namespace go with the first process, and the launcher waits for that one.
        init.destroyForcibly();
        launcher.onExit().join();
    }

    /** After its end: what is kept of its commands. */
    void forget() throws IOException {
        for (FakeExec exec : execs.values()) {
            exec.close();
        }
    }
}
