package dev.talaria.sandbox.singularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSingularity;
import dev.talaria.testkit.sandbox.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How its sandboxes begin, go on and end. */
@RequiresSingularity
@Timeout(120)
class SingularityLifeTest extends BoxTest {
    @Test
    void filesStayAndProcessesGoOnUntilItIsPutAside() throws Exception {
        // Without rights nobody writes to the layer over the image's own folders.
        String layer = HostAbilities.isRoot() ? "/opt" : "/var/tmp";
        Sandbox first = open(true, Map.of());
        say(first, "echo kept > file; echo layer > " + layer + "/file; echo tmp > /tmp/file; echo home > ~/file");
        DetachedCommand command = first.startDetached("one", "label", new Command("sleep 300", "/workspace", LONG));
        first.close();
        provider.closeAll();
        provider = Apptainer.provider(home, Map.of());
        Sandbox second = open(true, Map.of());
        assertThat(second.detached()).hasSize(1);
        assertThat(second.detached().get(0).ended()).isEmpty();
        second.suspend();
        second.close();
        assertThat(box().init()).isEmpty();
        Sandbox third = open(true, Map.of());
        assertThat(say(third, "cat file " + layer + "/file /tmp/file ~/file")).isEqualTo("kept\nlayer\ntmp\nhome");
        assertThat(third.detached().get(0).ended()).isPresent();
        third.close();
        provider.remove(spec(true, Map.of()));
        assertThat(box().folder()).doesNotExist();
    }

    @Test
    void aTalariaThatDiedBeforeItsNoteFindsTheInstance() throws Exception {
        Sandbox first = open(true, Map.of());
        Instance before = instance();
        first.close();
        Files.delete(box().folder().resolve("init"));
        assertThat(say(open(true, Map.of()), "echo here")).isEqualTo("here");
        assertThat(before.isAlive()).isTrue();
    }

    @Test
    void oneThatIsNotPersistentIsGoneWithItsClose() throws Exception {
        Sandbox sandbox = open(false, Map.of());
        assertThat(say(sandbox, "echo x > /tmp/x && cat /tmp/x")).isEqualTo("x");
        sandbox.close();
        opened.clear();
        try (var left = Files.list(home.resolve("sandboxes/singularity"))) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void orphansAreEndedAtTheNextOpening() throws Exception {
        Sandbox orphan = Apptainer.open(provider, spec(false, Map.of()));
        assertThat(say(orphan, "echo x")).isEqualTo("x");
        Path folder;
        try (var folders = Files.list(home.resolve("sandboxes/singularity"))) {
            folder = folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        List<String> owner = Files.readAllLines(folder.resolve("owner"));
        open(true, Map.of()).close();
        assertThat(folder).as("its owner lives").exists();
        Files.write(folder.resolve("owner"), List.of(owner.get(0), owner.get(1), "1", "1", owner.get(4)));
        Apptainer.open(Apptainer.provider(home, Map.of()), spec(true, Map.of())).close();
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> say(orphan, "echo x"))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(SandboxException.Code.LOST));
        orphan.close();
    }

    @Test
    void anInstanceThatIsStoppedFromOutsideIsLostAndTheNextOpeningStartsIt() throws Exception {
        Sandbox sandbox = open(true, Map.of());
        for (boolean kill : new boolean[] {true, false}) {
            Recorder recorder = new Recorder();
            RunningCommand running =
                    sandbox.start(new Command("echo ready; sleep 300", "/workspace", LONG), recorder, cancellation);
            recorder.awaitLine();
            if (kill) {
                ProcessHandle.of(instance().init().pid()).orElseThrow().destroyForcibly();
            } else {
                instance().stop();
            }
            assertThatThrownBy(running::await).isInstanceOfSatisfying(SandboxException.class, e -> assertThat(e.code())
                    .isEqualTo(SandboxException.Code.LOST));
            sandbox.close();
            sandbox = open(true, Map.of());
            assertThat(say(sandbox, "echo back")).isEqualTo("back");
        }
    }

    @Test
    void anOpeningThatIsStoppedLeavesNothing() {
        cancellation.cancel("by the test");
        assertThatThrownBy(() -> provider.open(spec(true, Map.of()), line -> {}, cancellation))
                .isInstanceOf(CancellationException.class);
        assertThat(box().folder()).doesNotExist();
    }

    @Test
    void deactivationEndsWhatRunsAndLeavesNoThreadAndNoClient() throws Exception {
        Sandbox sandbox = open(true, Map.of());
        Recorder recorder = new Recorder();
        RunningCommand running =
                sandbox.start(new Command("echo ready; sleep 300", "/workspace", LONG), recorder, cancellation);
        recorder.awaitLine();
        provider.closeAll();
        assertThat(running.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        Recorder.await("threads end", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("talaria-sandbox-singularity")));
        Recorder.await("clients end", () -> ProcessHandle.current()
                .descendants()
                .noneMatch(child -> child.info().commandLine().orElse("").contains(box().instance())));
    }
}
