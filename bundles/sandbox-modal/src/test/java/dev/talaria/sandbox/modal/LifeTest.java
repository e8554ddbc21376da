package dev.talaria.sandbox.modal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.modal.wire.ClientWire.NetworkAccess.NetworkAccessType;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.modal.FakeSandbox;
import dev.talaria.testkit.modal.RequiresNamespaces;
import dev.talaria.testkit.sandbox.Recorder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How sandboxes at Modal begin, stay and end. */
@RequiresNamespaces
@Timeout(60)
class LifeTest {
    private Box box;

    @BeforeEach
    void start() {
        box = new Box();
    }

    @AfterEach
    void end() {
        box.close();
    }

    private static String say(Sandbox sandbox, String script) throws InterruptedException {
        Recorder recorder = new Recorder();
        ExitStatus end = sandbox.start(
                        new Command(script, "", Duration.ofSeconds(30)), recorder, new CancellationSource())
                .await();
        assertThat(end.reason()).isEqualTo(ExitStatus.Reason.EXITED);
        return recorder.text();
    }

    @Test
    void whatIsPutAsideComesBackWithItsFiles() throws Exception {
        ModalSandbox sandbox = box.lasting("modal/web 1");
        say(sandbox, "echo kept > file");
        sandbox.suspend();
        sandbox.close();
        assertThat(box.modal.running()).isEmpty();
        assertThat(box.modal.count("TaskSnapshotFilesystem")).isEqualTo(1);
        assertThat(say(box.lasting("modal/web 1"), "cat file")).isEqualTo("kept\n");
        assertThat(say(box.lasting("modal/other"), "cat file 2>&1")).contains("No such file");
    }

    @Test
    void oneThatStaysGoesOnThroughARestart() throws Exception {
        ModalSandbox sandbox = box.lasting("modal");
        DetachedCommand command =
                sandbox.startDetached("one", "", new Command("read -r x; echo got $x", "/", Duration.ZERO));
        FakeSandbox machine = box.running();
        box.restart(Map.of());
        assertThat(box.running()).isSameAs(machine);
        List<DetachedCommand> found = box.lasting("modal").detached();
        assertThat(box.modal.count("SandboxCreate")).isEqualTo(1);
        found.get(0).write("on\n".getBytes(StandardCharsets.UTF_8));
        Recorder.await("its end", () -> ended(found.get(0)));
        assertThat(new String(found.get(0).output(0, 100), StandardCharsets.UTF_8))
                .isEqualTo("got on\n");
        assertThatThrownBy(command::ended).hasMessageContaining("bundle");
    }

    private static boolean ended(DetachedCommand command) {
        try {
            return command.ended().isPresent();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void oneThatDoesNotStayIsDestroyedAndStartsAfresh() throws Exception {
        SandboxSpec spec = new SandboxSpec("modal", "modal", false, Map.of());
        ModalSandbox first = box.open(spec);
        say(first, "echo x > file");
        FakeSandbox orphan = box.running();
        ModalSandbox second = box.open(spec);
        assertThat(orphan.isRunning()).isFalse();
        assertThat(say(second, "ls")).isEmpty();
        second.close();
        assertThat(box.modal.running()).isEmpty();
    }

    @Test
    void aMachineThatIsLostGivesBackTheLastSnapshot() throws Exception {
        ModalSandbox sandbox = box.lasting("modal");
        say(sandbox, "echo kept > file");
        sandbox.close();
        assertThat(box.modal.running()).hasSize(1);
        box.modal.evict(box.running());
        assertThat(say(box.lasting("modal"), "cat file")).isEqualTo("kept\n");
    }

    @Test
    void onlyTheLastSnapshotIsKeptAndNoneIsMadeForNothing() throws Exception {
        for (int i = 0; i < 3; i++) {
            ModalSandbox sandbox = box.lasting("modal");
            say(sandbox, "echo " + i + " > file");
            sandbox.close();
        }
        box.lasting("modal").close();
        assertThat(box.modal.count("TaskSnapshotFilesystem")).isEqualTo(3);
        assertThat(box.modal.images()).hasSize(2);
    }

    @Test
    void removingLeavesNothing() throws Exception {
        ModalSandbox sandbox = box.lasting("modal/x");
        say(sandbox, "echo kept > file");
        sandbox.close();
        box.provider().remove(new SandboxSpec("modal/x", "modal"));
        box.provider().remove(new SandboxSpec("modal/x", "modal"));
        assertThat(box.modal.running()).isEmpty();
        assertThat(box.modal.images()).hasSize(1);
        try (var files = Files.list(box.home().resolve("sandboxes/modal"))) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("instance");
        }
        assertThat(say(box.lasting("modal/x"), "ls")).isEmpty();
    }

    @Test
    void aSnapshotThatIsGoneIsSaidAndForgotten() throws Exception {
        ModalSandbox sandbox = box.lasting("modal");
        say(sandbox, "echo kept > file");
        sandbox.suspend();
        sandbox.close();
        box.deleteSnapshots();
        assertThat(say(box.lasting("modal"), "ls")).isEmpty();
        assertThat(box.progress).anyMatch(line -> line.contains("is gone at Modal"));
    }

    @Test
    void theSettingsReachTheMachine() throws Exception {
        Map<String, String> options = Map.of(
                "cpu",
                "0.5",
                "memoryMb",
                "256",
                "regions",
                "us-east,eu",
                "network",
                "false",
                "lifetimeSeconds",
                "900",
                "idleSeconds",
                "0",
                "directory",
                "/workspace/a b");
        SandboxSpec spec = new SandboxSpec("modal", "modal", true, options);
        ModalSandbox sandbox = box.open(spec);
        var definition = box.running().definition();
        assertThat(definition.getResources().getMilliCpu()).isEqualTo(500);
        assertThat(definition.getResources().getMemoryMb()).isEqualTo(256);
        assertThat(definition.getSchedulerPlacement().getRegionsList()).containsExactly("us-east", "eu");
        assertThat(definition.getNetworkAccess().getNetworkAccessType()).isEqualTo(NetworkAccessType.BLOCKED);
        assertThat(definition.getTimeoutSecs()).isEqualTo(900);
        assertThat(definition.hasIdleTimeoutSecs()).isFalse();
        assertThat(sandbox.directory()).isEqualTo("/workspace/a b");
        assertThat(say(sandbox, "pwd; ls /sys/class/net 2>/dev/null; cat /proc/net/route | wc -l"))
                .isEqualTo("/workspace/a b\n0\n");
        assertThat(box.provider().isolation(spec).network()).isFalse();
        assertThat(box.provider().isolation(spec).isolated()).isTrue();
    }

    @Test
    void otherSettingsMoveItToAnotherMachineWithItsFiles() throws Exception {
        say(box.lasting("modal"), "echo kept > file");
        FakeSandbox before = box.running();
        box.restart(Map.of("memoryMb", 512));
        assertThat(say(box.lasting("modal"), "cat file")).isEqualTo("kept\n");
        assertThat(before.isRunning()).isFalse();
        assertThat(box.running().definition().getResources().getMemoryMb()).isEqualTo(512);
    }

    @Test
    void anOpeningThatIsStoppedLeavesNothing() {
        CancellationSource cancellation = new CancellationSource();
        assertThatThrownBy(() -> box.provider()
                        .open(
                                new SandboxSpec("modal", "modal"),
                                line -> {
                                    if (line.startsWith("starting")) {
                                        cancellation.cancel("by the test");
                                    }
                                },
                                cancellation))
                .isInstanceOf(CancellationException.class);
        Recorder.await("nothing runs", () -> box.modal.running().isEmpty());
    }

    @Test
    void theImageIsFetchedInStepsThatAreTold() {
        box.fresh();
        assertThat(box.progress)
                .contains(
                        "getting the image debian:stable-slim",
                        "getting the image debian:stable-slim: Pulling FROM debian:stable-slim",
                        "getting the image debian:stable-slim: Saving image",
                        "starting the sandbox");
    }

    @Test
    void anImageThatCannotBeHadIsSaid() {
        for (String image : List.of("no-such:1", "im-0123456789012345678901")) {
            assertThatThrownBy(() -> box.open(new SandboxSpec("modal", "modal", true, Map.of("image", image))))
                    .isInstanceOfSatisfying(SandboxException.class, e -> {
                        assertThat(e.code()).isEqualTo(SandboxException.Code.IMAGE);
                        assertThat(e.getMessage()).contains(image);
                    });
        }
        assertThat(box.modal.sandboxes()).isEmpty();
    }

    @Test
    void noThreadStaysWhenTheBundleGoes() throws Exception {
        ModalSandbox sandbox = box.lasting("modal");
        var running = sandbox.start(
                new Command("sleep 300", "", Duration.ofSeconds(100)), text -> {}, new CancellationSource());
        assertThat(threads()).isNotEmpty();
        box.provider().closeAll();
        assertThat(running.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        Recorder.await("no thread " + threads(), () -> threads().isEmpty());
        assertThatThrownBy(() -> box.lasting("other")).isInstanceOf(SandboxException.class);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("talaria-") || name.startsWith("grpc-"))
                .toList();
    }
}
