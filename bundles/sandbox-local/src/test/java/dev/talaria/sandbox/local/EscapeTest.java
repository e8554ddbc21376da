package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresBubblewrap;
import dev.talaria.testkit.sandbox.Recorder;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What succeeds unconfined fails inside. */
@RequiresBubblewrap
class EscapeTest {
    @TempDir
    Path home;

    @TempDir
    Path user;

    @TempDir
    Path workspace;

    private Map<String, String> environment;

    @BeforeEach
    void userHome() {
        environment = new HashMap<>(System.getenv());
        environment.put("HOME", user.toString());
        environment.put("SSH_AUTH_SOCK", user.resolve("agent").toString());
    }

    private LocalSandboxProvider provider(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("workspaces", new String[] {workspace.toString()});
        return new LocalSandboxProvider(new HomeDirectories(home), environment, all);
    }

    private String say(String profile, String script) throws InterruptedException {
        return say(Map.of("confinement", profile), script);
    }

    private String say(Map<String, Object> settings, String script) throws InterruptedException {
        Sandbox sandbox =
                provider(settings).open(new SandboxSpec("box", "local"), line -> {}, new CancellationSource());
        Recorder recorder = new Recorder();
        try {
            sandbox.start(
                            new Command(script, workspace.toString(), Duration.ofSeconds(30)),
                            recorder,
                            new CancellationSource())
                    .await();
        } finally {
            sandbox.close();
        }
        return recorder.text().strip();
    }

    /** The script says {@code escaped} if it does what it must not. */
    private void assertHeld(String profile, String script) throws InterruptedException {
        assertThat(say("none", script)).as("unconfined").contains("escaped");
        assertThat(say(profile, script)).as("confined").doesNotContain("escaped");
    }

    @AfterEach
    void removeWhatEscaped() throws Exception {
        Files.deleteIfExists(Path.of("/usr/local/talaria-test"));
    }

    @Test
    void keysOfTheUserAreNotRead() throws Exception {
        Files.writeString(Files.createDirectory(user.resolve(".ssh")).resolve("id_ed25519"), "escaped");
        Files.writeString(user.resolve(".netrc"), "escaped");
        Files.createSymbolicLink(user.resolve("link"), user.resolve(".ssh"));
        Files.createSymbolicLink(workspace.resolve("link"), user.resolve(".ssh"));
        assertHeld("network", "cat ~/.ssh/id_ed25519");
        assertHeld("network", "cat ~/.netrc");
        assertHeld("network", "cat ~/link/id_ed25519");
        assertHeld("network", "cat link/id_ed25519");
        assertHeld("network", "cat ~/../" + user.getFileName() + "/.ssh/id_ed25519");
    }

    @Test
    void allowedEntriesAreReadAndNotWritten() throws Exception {
        Files.writeString(user.resolve(".gitconfig"), "mine");
        Files.writeString(user.resolve("notes"), "notes");
        Map<String, Object> settings = Map.of("confinement", "workspace", "homeEntries", ".gitconfig");
        assertThat(say(settings, "cat ~/.gitconfig ~/notes; echo x > ~/.gitconfig; echo x > ~/notes; echo x > ~/new"))
                .startsWith("minenotes");
        assertThat(user.resolve(".gitconfig")).hasContent("mine");
        assertThat(user.resolve("notes")).hasContent("notes");
        assertThat(user.resolve("new")).doesNotExist();
    }

    @Test
    void talariasOwnFilesAreNotRead() throws Exception {
        Files.writeString(Files.createDirectory(home.resolve("keys")).resolve("key"), "escaped");
        assertHeld("network", "cat " + home + "/keys/key");
        assertHeld("network", "ls " + home + "/keys && echo escaped");
    }

    @Test
    void socketsOfDaemonsAreNotReached() throws Exception {
        Path folder = Path.of(Files.isWritable(Path.of("/run")) ? "/run" : "/tmp");
        Path socket = folder.resolve("talaria-test-" + ProcessHandle.current().pid() + ".sock");
        String connect =
                "python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect(\"%s\"); print(\"escaped\")'";
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertHeld("network", String.format(connect, socket));
            if (folder.endsWith("run")) {
                assertHeld("network", String.format(connect, "/var" + socket));
            }
        } finally {
            Files.deleteIfExists(socket);
        }
        Path agent = user.resolve("agent");
        assertHeld("network", "[[ -z $SSH_AUTH_SOCK ]] || echo escaped");
        assertThat(agent).doesNotExist();
    }

    @Test
    void nothingIsWrittenOutsideOfTheWorkspace() throws Exception {
        String outside = home.resolve("outside").toString();
        for (String profile : List.of("restricted", "workspace", "network")) {
            if (Files.isWritable(Path.of("/usr/local"))) {
                assertHeld(profile, "touch /usr/local/talaria-test && echo escaped; rm -f /usr/local/talaria-test");
            }
            say(profile, "echo x > " + outside + "; echo x > /tmp/talaria-test");
            assertThat(Path.of(outside)).doesNotExist();
            assertThat(Path.of("/tmp/talaria-test")).doesNotExist();
        }
        assertHeld("restricted", "touch file && echo escaped");
        assertThat(say("workspace", "touch file && echo written")).isEqualTo("written");
    }

    @Test
    void theNetworkIsNotReachedUnlessTheProfileHasIt() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.start();
        try {
            String connect = "exec 3<>/dev/tcp/127.0.0.1/" + server.getAddress().getPort() + " && echo escaped";
            assertHeld("restricted", connect);
            assertHeld("workspace", connect);
            assertThat(say("network", connect)).isEqualTo("escaped");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void otherProcessesAreNotSeenOrSignalledOrTraced() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "300").start();
        try {
            long pid = stranger.pid();
            assertHeld("network", "grep -q sleep /proc/" + pid + "/cmdline && echo escaped");
            assertHeld("network", "kill -0 " + pid + " && echo escaped");
            assertHeld("network", "cat /proc/" + pid + "/environ >/dev/null && echo escaped");
            assertHeld(
                    "network",
                    "python3 -c 'import ctypes; print(\"escaped\" if" + " ctypes.CDLL(None).ptrace(16, " + pid
                            + ", 0, 0) == 0 else \"no\")'");
        } finally {
            stranger.destroyForcibly();
        }
    }

    /** Root keeps no capability, and no program gives rights: NoNewPrivs is set. */
    @Test
    void noProgramGivesRights() throws Exception {
        assertHeld("network", "[[ $(grep NoNewPrivs /proc/self/status) == *1 ]] || echo escaped");
        assertThat(say("network", "grep CapEff /proc/self/status")).endsWith("0000000000000000");
        if (Files.isWritable(Path.of("/proc/sys/kernel/core_pattern"))) {
            String file = "/proc/sys/kernel/core_pattern";
            assertHeld("network", "old=$(<" + file + "); echo \"$old\" >" + file + " && echo escaped");
            assertHeld(
                    "network", "chown 1234 file 2>/dev/null; touch file; chown 1234 file && echo escaped; rm -f file");
            Path copy = Files.copy(Path.of("/usr/bin/id"), workspace.resolve("id"));
            Files.setAttribute(copy, "unix:uid", 1234);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setAttribute(copy, "unix:mode", 0104755);
            assertHeld("network", "./id -u | grep -q 1234 && echo escaped");
        }
    }

    @Test
    void theDevicesAndSettingsOfTheKernelAreNotThere() throws Exception {
        assertHeld("network", "[[ -z $(ls /sys) ]] || echo escaped");
        assertThat(say("network", "ls /dev")).doesNotContain("vda", "sda", "mem", "kmsg", "fuse");
    }

    @Test
    void limitsBind() throws Exception {
        Map<String, Object> settings = Map.of("confinement", "workspace", "memory", 200L, "cpuSeconds", 1L);
        assertThat(say(settings, "python3 -c 'x = bytearray(400000000)' 2>&1 | tail -1"))
                .contains("MemoryError");
        assertThat(say(settings, "bash -c 'while :; do :; done'; echo $?")).contains("137");
        assertThat(say(Map.of("cpuSeconds", 1L), "ulimit -t")).isEqualTo("1");
    }

    @Test
    void withoutBubblewrapNothingRuns() {
        Confinements none = new Confinements(new HomeDirectories(home), Optional.empty(), environment);
        assertThatThrownBy(() -> none.program("no-bwrap", "Install bubblewrap."))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.shown()).contains("no-bwrap", "Install bubblewrap"));
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> say("jail", "true")).hasMessageContaining("confinement = 'jail' is unknown");
        assertThatThrownBy(() -> say(Map.of("confinement", "workspace", "workspaces", "/"), "true"))
                .hasMessageContaining("no folder of its own");
        assertThatThrownBy(() -> say(Map.of("confinement", "workspace", "workspaces", user.toString()), "true"))
                .hasMessageContaining("no folder of its own");
        assertThatThrownBy(() -> say(Map.of("confinement", "workspace", "homeEntries", "../x"), "true"))
                .hasMessageContaining("begins with a dot");
    }

    @Test
    void aDirectoryThatIsHiddenIsNotEntered() throws Exception {
        Sandbox sandbox = provider(Map.of("confinement", "workspace"))
                .open(new SandboxSpec("box", "local"), line -> {}, new CancellationSource());
        Recorder recorder = new Recorder();
        Command command = new Command("echo ran", home.toString(), Duration.ofSeconds(30));
        assertThat(sandbox.start(command, recorder, new CancellationSource())
                        .await()
                        .code())
                .isEqualTo(126);
        assertThat(recorder.text()).contains("hidden from this sandbox");
        assertThatThrownBy(() -> sandbox.startDetached("one", "", command)).hasMessageContaining("hidden");
        sandbox.close();
    }

    /** One named sandbox may be confined while the other is not. */
    @Test
    void policyIsToldWhatIsTheHosts() throws Exception {
        LocalSandboxProvider provider = provider(Map.of());
        String real = workspace.toRealPath().toString();
        assertThat(provider.isolation(new SandboxSpec("local", "local"))).isEqualTo(Isolation.NONE);
        assertThat(provider.isolation(spec("restricted"))).isEqualTo(new Isolation(true, false, List.of("/")));
        assertThat(provider.isolation(spec("workspace"))).isEqualTo(new Isolation(true, false, List.of(real)));
        assertThat(provider.isolation(spec("network"))).isEqualTo(new Isolation(true, List.of(real)));
        assertThat(provider.isolation(spec("jail"))).isEqualTo(Isolation.NONE);
        assertThat(provider.diagnose()).singleElement().satisfies(health -> assertThat(health.state())
                .isEqualTo(Health.State.OK));
    }

    private static SandboxSpec spec(String profile) {
        return new SandboxSpec("quiet", "local", true, Map.of("confinement", profile));
    }
}
