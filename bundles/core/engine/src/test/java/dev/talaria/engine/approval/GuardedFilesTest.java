package dev.talaria.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.testkit.tool.FakeFiles;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat 12: what was judged is what is opened. */
class GuardedFilesTest {
    @TempDir
    Path root;

    private GateFixture on;
    private final FakeFiles files = new FakeFiles();

    @BeforeEach
    void set() throws Exception {
        on = new GateFixture(root.toRealPath());
        files.file(on.workspace + "/a.txt", "a")
                .file(on.workspace + "/.env", "SECRET")
                .file(on.home + "/keys/secret", "SECRET")
                .file("/etc/motd", "hello");
    }

    @Test
    void whatWasDeclaredMayBeUsed() throws Exception {
        GuardedFiles guarded = guarded(on.file(EffectKind.WRITE, on.workspace.resolve("a.txt")));
        guarded.write(on.workspace + "/a.txt", new byte[] {1}, "");
        assertThat(guarded.read(on.workspace + "/a.txt").readAllBytes()).containsExactly(1);
        guarded.delete(on.workspace + "/a.txt", "");
        assertThat(files.stat(on.workspace + "/a.txt")).isEmpty();
    }

    @Test
    void readingWhatAnybodyMayReadNeedsNoDeclaration() throws Exception {
        assertThat(guarded().read("/etc/motd").readAllBytes()).hasSize(5);
    }

    @Test
    void writingBeyondWhatWasDeclaredIsRefused() {
        GuardedFiles guarded = guarded(on.file(EffectKind.WRITE, on.workspace.resolve("a.txt")));
        assertThatThrownBy(() -> guarded.write(on.workspace + "/b.txt", new byte[0], ""))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not admitted");
        assertThatThrownBy(() -> guarded.delete("/etc/motd", "")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> guarded.append("/etc/motd", new byte[0])).isInstanceOf(FileSystemException.class);
    }

    @Test
    void aSecretInATreeIsLeftOutUnlessItIsNamed() throws Exception {
        String secret = on.workspace + "/.env";
        assertThatThrownBy(() -> guarded(on.tree(EffectKind.READ, on.workspace)).read(secret))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("by name");
        assertThat(guarded(on.file(EffectKind.READ, Path.of(secret)))
                        .read(secret)
                        .readAllBytes())
                .hasSize(6);
    }

    @Test
    void theFloorStaysClosedWhateverWasAdmitted() {
        GuardedFiles guarded = guarded(
                new Effect(EffectKind.WRITE, Resource.ANY), on.file(EffectKind.READ, on.home.resolve("keys/secret")));
        assertThatThrownBy(() -> guarded.read(on.home + "/keys/secret"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Talaria");
        assertThatThrownBy(() -> guarded.write(on.home + "/etc/x.cfg", new byte[0], ""))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void removalFollowsNoLink() throws Exception {
        Path link = on.workspace.resolve("link");
        files.link(link.toString(), "/etc/motd").file("/elsewhere/a.txt", "x");
        assertThatThrownBy(() -> guarded(on.file(EffectKind.WRITE, link)).delete(link.toString(), ""))
                .isInstanceOf(FileSystemException.class);
        assertThat(files.stat("/etc/motd")).isPresent();
        files.link(on.workspace + "/dir", "/elsewhere");
        GuardedFiles guarded = guarded(on.file(EffectKind.WRITE, on.workspace.resolve("dir/a.txt")));
        assertThatThrownBy(() -> guarded.delete(on.workspace + "/dir/a.txt", ""))
                .isInstanceOf(FileSystemException.class);
        assertThat(files.stat("/elsewhere/a.txt")).isPresent();
    }

    @Test
    void outputMayGrowInTheScratchDirectory() throws Exception {
        guarded().append("/scratch/out.log", new byte[3]);
        assertThat(files.stat("/scratch/out.log")).isPresent();
    }

    /** Threat 18: a file is swapped after the answer. */
    @Test
    void codeThatWasSwappedIsSeen() {
        String script = on.workspace + "/run.sh";
        files.file(script, "echo good");
        Effects effects = new Effects(
                List.of(new Effect(EffectKind.READ, Resource.file("local", script), Nature.WORKSPACE_CODE, "./run.sh")),
                false);
        CodeWitness seen = CodeWitness.of(effects, () -> files);
        assertThat(seen.changed(() -> files)).isEmpty();
        files.file(script, "echo evil");
        assertThat(seen.changed(() -> files)).isEqualTo(script);
    }

    private GuardedFiles guarded(Effect... effects) {
        Judgement judgement = on.gate.judge(on.request(ApprovalMode.ALL, effects));
        return new GuardedFiles(() -> files, on.gate, "local", () -> "/scratch", judgement.judged());
    }
}
