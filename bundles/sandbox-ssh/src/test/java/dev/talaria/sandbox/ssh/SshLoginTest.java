package dev.talaria.sandbox.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.testkit.env.RequiresSsh;
import dev.talaria.testkit.env.SshServer;
import dev.talaria.testkit.sandbox.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom we trust, and who trusts us. */
@RequiresSsh
@Timeout(60)
class SshLoginTest {
    private SshHost host;

    @BeforeEach
    void start() {
        host = new SshHost(SshServer.USER);
    }

    @AfterEach
    void end() {
        host.close();
    }

    private Path knownHosts() {
        return host.home.resolve(".ssh/known_hosts");
    }

    private void know(String line) throws Exception {
        Files.createDirectories(host.home.resolve(".ssh"));
        Files.writeString(knownHosts(), "# known\n\n" + line + "\n", StandardOpenOption.CREATE);
    }

    private static String run(SshSandbox sandbox, String script) throws InterruptedException {
        Recorder recorder = new Recorder();
        assertThat(sandbox.start(new Command(script, "", Duration.ofSeconds(50)), recorder, new CancellationSource())
                        .await()
                        .code())
                .isZero();
        return recorder.text();
    }

    private static void assertRefused(ThrowingCallable opening, String... said) {
        assertThatThrownBy(opening).isInstanceOfSatisfying(SandboxException.class, e -> {
            assertThat(e.code()).isEqualTo(SandboxException.Code.AUTHENTICATION);
            assertThat(e.shown()).contains(said);
        });
    }

    @Test
    void strictTrustsWhatIsKnownAndNothingElse() throws Exception {
        assertRefused(() -> host.open("hostKey", "strict"), "SHA256:", "is not in " + knownHosts(), "accept-new");
        know(host.server.knownHostsLine());
        assertThat(run(host.open("hostKey", "strict"), "echo in")).isEqualTo("in\n");
    }

    @Test
    void anUnknownHostIsRememberedWhereThatIsWanted() throws Exception {
        host.open("hostKey", "accept-new").close();
        assertThat(Files.readString(knownHosts()))
                .isEqualTo(host.server.knownHostsLine().replaceAll(" test$", "") + "\n");
        host.open("hostKey", "strict").close();
    }

    @Test
    void aChangedKeyIsAlwaysRefusedWithItsLine() throws Exception {
        know(host.server.knownHostsLine());
        host.server.kill();
        host.server.changeHostKey();
        host.server.start();
        for (String policy : List.of("strict", "accept-new")) {
            assertRefused(
                    () -> host.open("hostKey", policy), "has changed", knownHosts() + ", line 3", "remove line 3");
        }
    }

    @Test
    void aRevokedKeyIsRefused() throws Exception {
        know(host.server.knownHostsLine() + "\n@revoked " + host.server.knownHostsLine());
        assertRefused(() -> host.open("hostKey", "strict"), "revoked", "line 4");
    }

    @Test
    void aPinnedFingerprintNeedsNoFile() throws Exception {
        know(host.server.knownHostsLine());
        String pinned = new KnownHosts(knownHosts())
                .lines("[127.0.0.1]:" + host.server.port()).stream()
                        .map(line -> HostKeys.fingerprint(java.util.Base64.getDecoder()
                                .decode(line.entry().getLine().split(" ")[2])))
                        .findFirst()
                        .orElseThrow();
        Files.delete(knownHosts());
        host.open("hostKey", pinned).close();
        assertThat(knownHosts()).doesNotExist();
        assertRefused(() -> host.open("hostKey", "SHA256:" + "A".repeat(43)), pinned, "not the configured");
    }

    @Test
    void aHashedNameIsFound() throws Exception {
        know(host.server.knownHostsLine());
        new ProcessBuilder("ssh-keygen", "-q", "-H", "-f", knownHosts().toString())
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assertThat(Files.readString(knownHosts())).contains("|1|").doesNotContain("127.0.0.1");
        host.open("hostKey", "strict").close();
    }

    @Test
    void aKeyThatMayNotLogInIsSaidSo() {
        Path stranger = host.server.newKey("stranger", "");
        assertRefused(() -> host.open("identity", stranger.toString()), "accepts none of our keys", "authorized_keys");
        assertRefused(() -> host.open("identity", "/no/such/key"), "/no/such/key", "cannot be read");
    }

    @Test
    void anEncryptedKeyTakesItsPassphraseByReference() throws Exception {
        Path key = host.server.newKey("locked", "open sesame");
        host.server.authorize(key);
        assertRefused(() -> host.open("identity", key.toString()), "is encrypted", "passphrase");
        assertRefused(() -> host.open("identity", key.toString(), "passphrase", "store:ssh"), "store:ssh");
        host.secrets.put("store:ssh", "wrong");
        assertRefused(() -> host.open("identity", key.toString(), "passphrase", "store:ssh"), "cannot be decrypted");
        host.secrets.put("store:ssh", "open sesame");
        assertThat(run(host.open("identity", key.toString(), "passphrase", "store:ssh"), "echo in"))
                .isEqualTo("in\n");
    }

    @Test
    void aPassphraseInPlainWordsIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> host.open("passphrase", "open sesame"))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.shown()).doesNotContain("sesame"));
    }

    @Test
    void anAgentSignsWithItsKeys() throws Exception {
        Path socket = host.home.resolve("agent.sock");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            Recorder.await("the agent listens", () -> Files.exists(socket));
            SshSandboxProvider provider = host.provider(Optional.of(socket));
            assertRefused(() -> open(provider), "has no keys");
            add(socket, host.server.newKey("stranger", ""));
            assertRefused(() -> open(provider), "accepts none");
            add(socket, host.server.userKey());
            SshSandbox sandbox = open(provider);
            assertThat(run(sandbox, "echo in")).isEqualTo("in\n");
            sandbox.close();
            Path rsa = host.home.resolve("rsa");
            new ProcessBuilder("ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", rsa.toString())
                    .start()
                    .waitFor();
            host.server.authorize(rsa);
            command(socket, "ssh-add", "-q", "-D");
            add(socket, rsa);
            open(provider).close();
        } finally {
            agent.destroy();
            agent.waitFor(10, TimeUnit.SECONDS);
        }
        assertRefused(() -> open(host.provider(Optional.of(socket))), "does not answer");
    }

    private SshSandbox open(SshSandboxProvider provider) {
        return (SshSandbox) provider.open(host.spec("identity", ""), step -> {}, new CancellationSource());
    }

    private static void add(Path socket, Path key) throws Exception {
        command(socket, "ssh-add", "-q", key.toString());
    }

    private static void command(Path socket, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("SSH_AUTH_SOCK", socket.toString());
        assertThat(builder.start().waitFor()).isZero();
    }

    @Test
    void aJumpHostIsGoneThrough() throws Exception {
        try (SshServer inner = SshServer.start("AllowUsers root")) {
            inner.authorize(host.server.userKey());
            String[] options = {
                "user",
                "root",
                "port",
                Integer.toString(inner.port()),
                "jump",
                SshServer.USER + "@127.0.0.1:" + host.server.port()
            };
            SshSandbox sandbox = host.open(options);
            assertThat(run(sandbox, "id -un")).isEqualTo("root\n");
            assertThat(host.server.logText()).contains("sshtest");
            sandbox.close();
            host.remove(options);
        }
        assertThat(Files.readAllLines(knownHosts())).hasSize(2);
    }

    @Test
    void aJumpHostThatForwardsNothingIsSaidSo() {
        try (SshHost closed = new SshHost(SshServer.USER, "AllowTcpForwarding no")) {
            assertThatThrownBy(() -> closed.open("jump", SshServer.USER + "@127.0.0.1:" + closed.server.port()))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("127.0.0.1:" + closed.server.port());
        }
    }
}
