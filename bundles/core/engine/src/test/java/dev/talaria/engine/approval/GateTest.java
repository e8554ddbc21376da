package dev.talaria.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Decision.Verdict;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    @TempDir
    Path root;

    private Path home;
    private Gate gate;

    @BeforeEach
    void set() throws Exception {
        home = Files.createDirectories(root.resolve("home"));
        Files.createDirectories(home.resolve("keys"));
        Files.writeString(home.resolve("keys/secret"), "x");
        gate = new Gate(new Floor(home, Path.of("/opt/talaria-assembly")), new SecretPaths());
    }

    @Test
    void readingAnOrdinaryFileIsAllowed() {
        assertThat(read(root.resolve("notes.txt").toString())).isEqualTo(Verdict.ALLOW);
        assertThat(gate.judge(Effects.none()).verdict()).isEqualTo(Verdict.ALLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etc/x.cfg",
                "keys/secret",
                "store/talaria.db",
                "blobs/ab/cd",
                "deploy/x.jar",
                "keys",
                "x/../keys/secret"
            })
    void talariasOwnFilesAreOutOfReach(String path) {
        assertThat(read(home + "/" + path)).isEqualTo(Verdict.DENY);
        assertThat(gate.judge(Effects.once(EffectKind.WRITE, Resource.file("local", home + "/" + path)))
                        .verdict())
                .isEqualTo(Verdict.DENY);
    }

    @Test
    void aLinkIntoTheFloorIsTheFloor() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("innocent"), home.resolve("keys"));
        assertThat(read(link + "/secret")).isEqualTo(Verdict.DENY);
        assertThat(read("/proc/self/root" + home + "/keys/secret")).isEqualTo(Verdict.DENY);
    }

    @Test
    void theAssemblyIsOutOfReach() {
        assertThat(read("/opt/talaria-assembly/system/x.jar")).isEqualTo(Verdict.DENY);
    }

    @Test
    void aTreeAroundTheFloorIsAsked() {
        assertThat(gate.judge(Effects.reads(Resource.tree("local", home.toString())))
                        .verdict())
                .isEqualTo(Verdict.ASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/a/.ssh/id_ed25519",
                "/home/a/.aws/credentials",
                "/srv/app/.env",
                "/srv/app/.env.local",
                "/home/a/.bash_history",
                "/etc/shadow",
                "/proc/1/environ",
                "/proc/self/environ",
                "/dev/sda",
                "/home/a/.m2/settings.xml",
                "/home/a/server.PEM"
            })
    void secretsAreAsked(String path) {
        assertThat(read(path)).isEqualTo(Verdict.ASK);
    }

    @Test
    void aLinkToASecretIsASecret() throws Exception {
        Path secret = Files.createDirectories(root.resolve(".ssh")).resolve("key");
        Files.writeString(secret, "x");
        Path link = Files.createSymbolicLink(root.resolve("innocent"), secret);
        assertThat(read(link.toString())).isEqualTo(Verdict.ASK);
    }

    @ParameterizedTest
    @EnumSource(value = EffectKind.class, mode = EnumSource.Mode.EXCLUDE, names = "READ")
    void whateverElseHasAnEffectIsAsked(EffectKind kind) {
        var decision = gate.judge(Effects.once(kind, Resource.ANY));
        assertThat(decision.verdict()).isEqualTo(Verdict.ASK);
        assertThat(decision.reason()).startsWith("it wants to ");
    }

    @Test
    void readingWhateverIsAsked() {
        assertThat(gate.judge(Effects.reads(Resource.ANY)).verdict()).isEqualTo(Verdict.ASK);
        assertThat(gate.judge(Effects.reads(Resource.sandbox("local"))).verdict())
                .isEqualTo(Verdict.ASK);
    }

    @Test
    void whatIsNoPathIsDenied() {
        assertThat(read("/tmp/a\0b")).isEqualTo(Verdict.DENY);
    }

    @Test
    void theStrictestEffectDecides() {
        Effects mixed = new Effects(
                List.of(
                        new Effect(EffectKind.READ, Resource.file("local", "/tmp/a")),
                        new Effect(EffectKind.READ, Resource.file("local", home + "/keys/secret")),
                        new Effect(EffectKind.EXECUTE, Resource.sandbox("local"))),
                false);
        assertThat(gate.judge(mixed).verdict()).isEqualTo(Verdict.DENY);
    }

    private Verdict read(String path) {
        return gate.judge(Effects.reads(Resource.file("local", path))).verdict();
    }
}
