package dev.talaria.testkit.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A throw-away OpenSSH server on a free port of 127.0.0.1, with host and user keys of its own, that lets {@code root} and
 * {@code sshtest} in. {@code itests/env/ssh.sh prepare} installs what it needs.
 */
public final class SshServer implements AutoCloseable {
    /** An account without special rights. */
    public static final String USER = "sshtest";

    public static final String HOST = "127.0.0.1";
    private static final String SCRIPT = "ssh.sh";
    private static final long START_MS = 20_000;
    private static final long END_SECONDS = 10;

    private final Path directory;
    private final int port;
    private final List<String> options;
    private Process process;

    /** @param options lines for its configuration, as {@code "MaxSessions 2"}; OpenSSH's defaults else */
    public static SshServer start(String... options) {
        return new SshServer(options);
    }

    private SshServer(String... options) {
        this.directory = ownDirectory();
        this.options = List.of(options);
        this.port = freePort();
        keygen(hostKey(), "");
        keygen(userKey(), "");
        authorize(userKey());
        start();
    }

    public int port() {
        return port;
    }

    /** A private key without a passphrase that may log in; its public half is beside it, as {@code .pub}. */
    public Path userKey() {
        return directory.resolve("user");
    }

    /** The host key in the form of known_hosts. */
    public String knownHostsLine() {
        try {
            return "[" + HOST + "]:" + port + " " + publicKey(hostKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes another key. Not yet authorized. */
    public Path newKey(String name, String passphrase) {
        Path key = directory.resolve(name);
        keygen(key, passphrase);
        return key;
    }

    /** Lets a key in, beside the others. */
    public void authorize(Path key) {
        try {
            Files.writeString(
                    authorized(),
                    (Files.exists(authorized()) ? Files.readString(authorized()) : "") + publicKey(key) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it another host key; counts from the next {@link #start()}. */
    public void changeHostKey() {
        try {
            Files.delete(hostKey());
            Files.delete(directory.resolve("host.pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keygen(hostKey(), "");
    }

    /** Begins to listen, on the same port as ever. */
    public void start() {
        List<String> command = new ArrayList<>(List.of(
                "/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", "-h", hostKey().toString()));
        List<String> lines = new ArrayList<>(List.of(
                "Port " + port,
                "ListenAddress " + HOST,
                "PidFile none",
                "StrictModes no",
                "UsePAM no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PermitRootLogin prohibit-password",
                "AuthorizedKeysFile " + authorized(),
                "Subsystem sftp internal-sftp"));
        lines.addAll(options);
        for (String line : lines) {
            command.add("-o");
            command.add(line);
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            awaitPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it with every connection that it has, at once. */
    public void kill() {
        List<ProcessHandle> all =
                new ArrayList<>(process.toHandle().descendants().toList());
        all.removeIf(one -> !one.info().command().orElse("").endsWith("sshd"));
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it and its clients did. */
    public String logText() {
        try {
            return Files.readString(log(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server reads the authorized keys as the account that logs in. */
    private static Path ownDirectory() {
        try {
            Path made = Files.createTempDirectory("talaria-sshd");
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path hostKey() {
        return directory.resolve("host");
    }

    private Path authorized() {
        return directory.resolve("authorized_keys");
    }

    private Path log() {
        return directory.resolve("sshd.log");
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + START_MS * 1_000_000;
        while (true) {
            try (Socket probe = new Socket(HOST, port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    kill();
                    throw new IOException("sshd does not listen. It said: " + logText(), e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static String publicKey(Path key) throws IOException {
        return Files.readString(key.resolveSibling(key.getFileName() + ".pub")).strip();
    }

    private static void keygen(Path key, String passphrase) {
        TestEnvironment.complaint(
                        "ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", key.toString())
                .ifPresent(said -> {
                    throw new IllegalStateException("ssh-keygen: " + said);
                });
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether an sshd and its accounts are there. */
    static final class Prepared implements Backend {
        @Override
        public String name() {
            return "ssh";
        }

        @Override
        public Optional<String> missing() {
            return TestEnvironment.script(SCRIPT)
                    .map(script -> TestEnvironment.complaint(script.toString(), "check"))
                    .orElseGet(() -> Optional.of("itests/env/" + SCRIPT + " is in no folder above this one."));
        }
    }
}
