package dev.talaria.benchmarks;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.secret.Secrets;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import dev.talaria.testkit.env.SingularityBackend;
import dev.talaria.testkit.env.SshServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;

/** A backend with a real peer, and the program that people use to run something there. */
final class SandboxPeer implements AutoCloseable {
    private static final Secrets NO_SECRETS = reference -> Optional.empty();

    private final String name;
    private final SandboxProvider provider;
    private final SandboxSpec spec;
    private final Path home;
    private final Function<List<String>, List<String>> client;
    private final AutoCloseable server;

    private SandboxPeer(
            String name,
            SandboxProvider provider,
            Path home,
            Function<List<String>, List<String>> client,
            AutoCloseable server) {
        this.name = name;
        this.provider = provider;
        this.home = home;
        this.spec = new SandboxSpec(name + "/bench", name);
        this.client = client;
        this.server = server;
    }

    /** @throws IllegalArgumentException if there is no such backend */
    static SandboxPeer of(String name) throws Exception {
        Path home = Files.createTempDirectory("talaria-benchmark");
        return switch (name) {
            case "local" -> local(home);
            case "docker" -> docker(home);
            case "ssh" -> ssh(home);
            case "singularity" -> singularity(home);
            default -> throw new IllegalArgumentException("no peer for " + name);
        };
    }

    private static SandboxPeer local(Path home) {
        return new SandboxPeer(
                "local",
                new dev.talaria.sandbox.local.LocalSandboxProvider(
                        context(home), defaults("dev.talaria.sandbox.local.LocalConfig", Map.of())),
                home,
                words -> words,
                () -> {});
    }

    private static SandboxPeer docker(Path home) {
        Map<String, Object> settings =
                defaults("dev.talaria.sandbox.docker.DockerConfig", Map.of("image", "test/deb:1", "pull", "never"));
        return new SandboxPeer(
                "docker",
                new dev.talaria.sandbox.docker.DockerSandboxProvider(context(home), null, settings),
                home,
                new Function<>() {
                    private String container = "";

                    @Override
                    public List<String> apply(List<String> words) {
                        if (container.isEmpty()) {
                            container =
                                    said("docker", "ps", "-q", "--filter", "label=dev.talaria.sandbox=docker/bench");
                        }
                        return after(List.of("docker", "exec", container), words);
                    }
                },
                () -> {});
    }

    private static SandboxPeer ssh(Path home) throws IOException {
        SshServer server = SshServer.start(new String[0]);
        Path known = home.resolve("known_hosts");
        Files.writeString(known, server.knownHostsLine() + "\n");
        Map<String, Object> settings = defaults(
                "dev.talaria.sandbox.ssh.SshConfig",
                Map.of(
                        "host", SshServer.HOST,
                        "port", server.port(),
                        "user", SshServer.USER,
                        "identity", server.userKey().toString(),
                        "knownHosts", known.toString()));
        List<String> client = List.of(
                "ssh",
                "-p",
                String.valueOf(server.port()),
                "-i",
                server.userKey().toString(),
                "-o",
                "UserKnownHostsFile=" + known,
                "-o",
                "ControlMaster=auto",
                "-o",
                "ControlPersist=60",
                "-o",
                "ControlPath=" + home.resolve("master"),
                SshServer.USER + "@" + SshServer.HOST);
        return new SandboxPeer(
                "ssh",
                new dev.talaria.sandbox.ssh.SshSandboxProvider(NO_SECRETS, null, settings),
                home,
                words -> after(client, List.of(quoted(words))),
                () -> {
                    said("ssh", "-O", "exit", "-o", "ControlPath=" + home.resolve("master"), "any");
                    server.close();
                });
    }

    private static SandboxPeer singularity(Path home) {
        Map<String, Object> settings = defaults(
                "dev.talaria.sandbox.singularity.SingularityConfig", Map.of("image", SingularityBackend.image()));
        return new SandboxPeer(
                "singularity",
                new dev.talaria.sandbox.singularity.SingularityProvider(context(home), settings),
                home,
                new Function<>() {
                    private String instance = "";

                    @Override
                    public List<String> apply(List<String> words) {
                        if (instance.isEmpty()) {
                            instance = said(
                                    "bash",
                                    "-c",
                                    "apptainer -s instance list | awk '/talaria-/ { print $1 }' | tail -n 1");
                        }
                        return after(
                                List.of("apptainer", "-s", "exec", "--pwd", "/tmp", "instance://" + instance), words);
                    }
                },
                () -> {});
    }

    String name() {
        return name;
    }

    Sandbox open() {
        return provider.open(spec, line -> {}, new CancellationSource());
    }

    /** What is to be started on this host so that the words run there. */
    List<String> client(List<String> words) {
        return client.apply(words);
    }

    /** A directory of this host. */
    String directory() {
        return home.toString();
    }

    @Override
    public void close() throws Exception {
        provider.remove(spec);
        server.close();
        said("rm", "-rf", home.toString());
    }

    private static List<String> after(List<String> first, List<String> words) {
        List<String> all = new ArrayList<>(first);
        all.addAll(words);
        return all;
    }

    /** As one word for a shell. */
    private static String quoted(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append('\'').append(word.replace("'", "'\\''")).append("' ");
        }
        return text.toString();
    }

    private static String said(String... words) {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text.strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The defaults of a configuration, with some others. */
    private static Map<String, Object> defaults(String type, Map<String, Object> others) {
        Map<String, Object> values = new HashMap<>();
        try {
            for (Method key : Class.forName(type).getDeclaredMethods()) {
                values.put(key.getName(), key.getDefaultValue());
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        values.putAll(others);
        return values;
    }

    private static BundleContext context(Path home) {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, arguments) ->
                        method.getName().equals("getProperty") && "talaria.home".equals(arguments[0])
                                ? home.toString()
                                : null);
    }
}
