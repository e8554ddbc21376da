package dev.talaria.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxException.Code;
import dev.talaria.testkit.env.RequiresDocker;
import dev.talaria.testkit.sandbox.Recorder;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real daemon, over TCP and TLS. */
@RequiresDocker
@Timeout(60)
class DockerRemoteTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    private Docker docker;

    @BeforeEach
    void begin() throws Exception {
        docker = new Docker();
    }

    @AfterEach
    void end() throws Exception {
        docker.close();
    }

    @Test
    void tcpWorks() throws Exception {
        try (Forwarder forwarder = new Forwarder(ServerSocketFactory.getDefault())) {
            assertInputEnds(docker.open("docker", true, Map.of("host", forwarder.address())));
        }
    }

    @Test
    void tlsWorksWithBothKindsOfKeys() throws Exception {
        for (String[] kind : new String[][] {{"-keyalg", "EC"}, {"-keyalg", "RSA"}}) {
            TestKeys keys = TestKeys.make(kind);
            keys.write(folder);
            try (Forwarder forwarder = secured(keys)) {
                assertInputEnds(docker.open(
                        "docker", true, Map.of("host", forwarder.address(), "certificates", folder.toString())));
            }
        }
    }

    @Test
    void aStrangerIsNotTrusted() throws Exception {
        TestKeys.make().write(folder);
        try (Forwarder forwarder = secured(TestKeys.make())) {
            assertThatThrownBy(() -> docker.open(
                            "docker", true, Map.of("host", forwarder.address(), "certificates", folder.toString())))
                    .isInstanceOfSatisfying(SandboxException.class, e -> {
                        assertThat(e.code()).isEqualTo(Code.AUTHENTICATION);
                        assertThat(e.shown()).contains("ca.pem");
                    });
        }
    }

    @Test
    void missingCertificatesAreSaid() {
        assertThatThrownBy(() -> docker.open(
                        "docker", true, Map.of("host", "tcp://127.0.0.1:1", "certificates", folder.toString())))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.shown()).contains("cert.pem"));
    }

    /** A daemon that dies looks like this from here. */
    @Test
    void aConnectionThatIsCutIsALostCommandAndNoFalseEnd() throws Exception {
        Forwarder forwarder = new Forwarder(ServerSocketFactory.getDefault());
        DockerSandbox sandbox = docker.open("docker", true, Map.of("host", forwarder.address()));
        Recorder recorder = new Recorder();
        RunningCommand running = sandbox.start(
                new Command("echo begun; sleep 300", "/workspace", LONG), recorder, new CancellationSource());
        recorder.awaitLine();
        forwarder.close();
        assertThatThrownBy(running::await).isInstanceOfSatisfying(SandboxException.class, e -> assertThat(e.code())
                .isEqualTo(Code.LOST));
        assertThatThrownBy(() -> Docker.run(sandbox, "true"))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(Code.LOST));
        assertThat(docker.open().container()).isEqualTo(sandbox.container());
    }

    private static Forwarder secured(TestKeys keys) throws Exception {
        Forwarder forwarder = new Forwarder(keys.context().getServerSocketFactory());
        forwarder.needClientKeys();
        return forwarder;
    }

    private static void assertInputEnds(DockerSandbox sandbox) throws Exception {
        Recorder recorder = new Recorder();
        RunningCommand running = sandbox.start(
                new Command("wc -c; echo after", "/workspace", LONG).withInput(), recorder, new CancellationSource());
        try (OutputStream input = running.input()) {
            input.write(new byte[1_000_000]);
        }
        assertThat(running.await().code()).isZero();
        assertThat(recorder.text()).isEqualTo("1000000\nafter\n");
    }
}
