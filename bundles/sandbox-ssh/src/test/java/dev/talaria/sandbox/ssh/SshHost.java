package dev.talaria.sandbox.ssh;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.testkit.env.SshServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A server, one account on it, and what of Talaria's side belongs to it. */
final class SshHost implements AutoCloseable {
    final SshServer server;
    final String user;
    final Path home;
    final Map<String, String> secrets = new HashMap<>();
    final SshSandboxProvider provider;
    private final List<Path> made = new ArrayList<>();
    private final List<Path> states = new ArrayList<>();
    private final Path accountHome;
    private String id = "";

    SshHost(String user, String... serverOptions) {
        this.user = user;
        this.server = SshServer.start(serverOptions);
        this.home = directory("home", "root");
        this.accountHome = directory("account", user);
        this.provider = provider(Optional.empty());
        newSandbox();
    }

    SshSandboxProvider provider(Optional<Path> agent) {
        SshSandboxProvider made = new SshSandboxProvider(
                reference -> Optional.ofNullable(secrets.get(reference.text())), new LocalAccount(user, home, agent));
        made.modified(defaults());
        return made;
    }

    /** What DS gives a component without a configuration: no empty arrays. */
    static Map<String, Object> defaults() {
        Map<String, Object> defaults = new HashMap<>();
        for (Method key : SshConfig.class.getDeclaredMethods()) {
            if (!(key.getDefaultValue() instanceof String[])) {
                defaults.put(key.getName(), key.getDefaultValue());
            }
        }
        return defaults;
    }

    /** Options that let in. */
    Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put("host", SshServer.HOST);
        options.put("port", Integer.toString(server.port()));
        options.put("identity", server.userKey().toString());
        options.put("hostKey", "accept-new");
        options.put("keepAliveSeconds", "1");
        options.put("directory", accountHome + "/work");
        return options;
    }

    SandboxSpec spec(String... more) {
        Map<String, String> options = options();
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return new SandboxSpec(id, "ssh", true, options);
    }

    /** Another sandbox from now on. */
    void newSandbox() {
        id = "ssh/test-" + UUID.randomUUID();
        states.add(Path.of(user.equals("root") ? "/root" : "/home/" + user)
                .resolve(".talaria/sandbox-state")
                .resolve(id.replace('/', '+')));
    }

    SshSandbox open(String... more) {
        return (SshSandbox) provider.open(spec(more), step -> {}, new CancellationSource());
    }

    /** What sandbox:rm does after the close. */
    void remove(String... more) {
        provider.remove(spec(more));
    }

    /** An empty directory of the account. */
    Path directory(String name, String owner) {
        try {
            Path directory = Files.createTempDirectory("talaria-ssh-" + name);
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
            made.add(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isAlive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        provider.closeAll();
        server.close();
        made.forEach(SshHost::delete);
        states.stream().filter(Files::exists).forEach(SshHost::delete);
    }

    static void delete(Path tree) {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
