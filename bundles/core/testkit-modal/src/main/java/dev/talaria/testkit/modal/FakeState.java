package dev.talaria.testkit.modal;

import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult.GenericStatus;
import dev.talaria.sandbox.modal.wire.ClientWire.Sandbox;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxTag;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a fake has: apps, images, sandboxes. */
final class FakeState {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 22;

    private final SecureRandom random = new SecureRandom();
    private final Path directory;
    private final Map<String, String> apps = new ConcurrentHashMap<>();
    private final Map<String, String> built = new ConcurrentHashMap<>();
    private final Map<String, Path> images = new ConcurrentHashMap<>();
    private final Map<String, String> snapshots = new ConcurrentHashMap<>();
    private final Map<String, FakeSandbox> sandboxes = new ConcurrentHashMap<>();

    FakeState(Path directory) {
        this.directory = directory;
    }

    /** The second part is as long and of such characters as the official client wants them. */
    private String newId(String prefix) {
        StringBuilder id = new StringBuilder(prefix).append('-');
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** @return empty if there is none and none is to be made */
    synchronized Optional<String> app(String name, boolean create) {
        if (create) {
            apps.computeIfAbsent(name, key -> newId("ap"));
        }
        return Optional.ofNullable(apps.get(name));
    }

    boolean hasApp(String id) {
        return apps.containsValue(id);
    }

    /** The image that these commands make, and whether it was there already. */
    synchronized Map.Entry<String, Boolean> image(String commands) throws IOException {
        String known = built.get(commands);
        if (known != null && images.containsKey(known)) {
            return Map.entry(known, true);
        }
        String id = newId("im");
        built.put(commands, id);
        Path root = directory.resolve(id);
        Files.createDirectory(root);
        images.put(id, root);
        return Map.entry(id, false);
    }

    /** The commands that made an image; empty for a snapshot. */
    synchronized String commands(String imageId) {
        return built.entrySet().stream()
                .filter(entry -> entry.getValue().equals(imageId))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    boolean hasImage(String id) {
        return images.containsKey(id);
    }

    Collection<String> images() {
        return List.copyOf(images.keySet());
    }

    void deleteImage(String id) throws IOException, InterruptedException {
        Path root = images.remove(id);
        if (root == null) {
            throw notFound("image", id);
        }
        Programs.run(List.of("rm", "-rf", root.toString()));
    }

    /** @param key the same one again gives the same image */
    synchronized String snapshot(FakeSandbox sandbox, String key) throws IOException, InterruptedException {
        String known = snapshots.get(key);
        if (known != null) {
            return known;
        }
        String id = newId("im");
        Path root = directory.resolve(id);
        copy(sandbox.root(), root);
        images.put(id, root);
        snapshots.put(key, id);
        return id;
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Programs.run(List.of("cp", "-a", "--reflink=auto", from.toString(), to.toString()));
    }

    FakeSandbox create(String appId, Sandbox definition, List<SandboxTag> tags)
            throws IOException, InterruptedException {
        Path image = images.get(definition.getImageId());
        if (image == null) {
            throw notFound("image", definition.getImageId());
        }
        String id = newId("sb");
        Path home = Files.createDirectory(directory.resolve(id));
        copy(image, home.resolve("root"));
        FakeSandbox sandbox = new FakeSandbox(id, newId("ta"), appId, definition, tags, home);
        sandboxes.put(id, sandbox);
        return sandbox;
    }

    List<FakeSandbox> sandboxes() {
        List<FakeSandbox> all = new ArrayList<>(sandboxes.values());
        all.sort(java.util.Comparator.comparingDouble(FakeSandbox::createdAt));
        return all;
    }

    Optional<FakeSandbox> running(String appId, String name) {
        return sandboxes.values().stream()
                .filter(sandbox -> sandbox.isRunning() && sandbox.appId().equals(appId))
                .filter(sandbox -> sandbox.name().equals(name))
                .findFirst();
    }

    FakeSandbox sandbox(String id) {
        FakeSandbox sandbox = sandboxes.get(id);
        if (sandbox == null) {
            throw notFound("sandbox", id);
        }
        return sandbox;
    }

    /** The sandbox that a task runs. */
    FakeSandbox task(String taskId) {
        FakeSandbox sandbox = anyTask(taskId);
        if (!sandbox.isRunning()) {
            throw notFound("running task", taskId);
        }
        return sandbox;
    }

    /** The sandbox that a task runs, or ran. */
    FakeSandbox anyTask(String taskId) {
        return sandboxes.values().stream()
                .filter(sandbox -> sandbox.taskId().equals(taskId))
                .findFirst()
                .orElseThrow(() -> notFound("task", taskId));
    }

    static StatusRuntimeException notFound(String what, String id) {
        return Status.NOT_FOUND
                .withDescription("There is no " + what + " " + id + ".")
                .asRuntimeException();
    }

    void close() throws IOException, InterruptedException {
        for (FakeSandbox sandbox : sandboxes.values()) {
            sandbox.end(GenericStatus.GENERIC_STATUS_TERMINATED, "the server ends");
            sandbox.forget();
        }
        Programs.run(List.of("rm", "-rf", directory.toString()));
    }
}
