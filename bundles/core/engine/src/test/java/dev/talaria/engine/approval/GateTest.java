package dev.talaria.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Decision;
import dev.talaria.api.approval.Decision.Verdict;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectClass;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.sandbox.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    @TempDir
    Path root;

    private GateFixture on;

    @BeforeEach
    void set() throws Exception {
        on = new GateFixture(root.toRealPath());
    }

    @Test
    void everyClassHasAnEffectThatFallsIntoIt() {
        assertThat(classOf(on.file(EffectKind.READ, root.resolve("notes")))).isEqualTo(EffectClass.READ);
        assertThat(classOf(on.file(EffectKind.READ, on.userHome.resolve(".ssh/id_rsa"))))
                .isEqualTo(EffectClass.READ_SECRET);
        assertThat(classOf(new Effect(EffectKind.READ, Resource.ANY))).isEqualTo(EffectClass.READ_SECRET);
        assertThat(classOf(on.file(EffectKind.WRITE, on.workspace.resolve("a"))))
                .isEqualTo(EffectClass.WRITE_WORKSPACE);
        assertThat(classOf(on.run(Nature.WORKSPACE_CODE))).isEqualTo(EffectClass.RUN_WORKSPACE_CODE);
        assertThat(classOf(on.file(EffectKind.WRITE, root.resolve("a")))).isEqualTo(EffectClass.WRITE_OUTSIDE);
        assertThat(classOf(new Effect(EffectKind.WRITE, Resource.ANY))).isEqualTo(EffectClass.WRITE_OUTSIDE);
        assertThat(classOf(on.run(Nature.ORDINARY))).isEqualTo(EffectClass.RUN_UNKNOWN);
        assertThat(classOf(new Effect(EffectKind.NETWORK, new Resource("net:a:1"))))
                .isEqualTo(EffectClass.NETWORK);
        assertThat(classOf(new Effect(EffectKind.DELEGATE, Resource.ANY))).isEqualTo(EffectClass.DELEGATE);
        assertThat(classOf(new Effect(EffectKind.MESSAGE, new Resource("chat:a"))))
                .isEqualTo(EffectClass.MESSAGE);
        assertThat(classOf(new Effect(EffectKind.SPEND, Resource.ANY))).isEqualTo(EffectClass.SPEND);
        assertThat(classOf(new Effect(EffectKind.CONFIGURE, Resource.ANY))).isEqualTo(EffectClass.CONFIGURE);
        assertThat(classOf(on.run(Nature.PRIVILEGED))).isEqualTo(EffectClass.PRIVILEGED);
        assertThat(classOf(on.run(Nature.DESTRUCTIVE))).isEqualTo(EffectClass.DESTRUCTIVE);
        assertThat(classOf(on.run(Nature.UNPARSABLE))).isEqualTo(EffectClass.UNPARSABLE);
        assertThat(classOf(on.run(Nature.RUINOUS))).isEqualTo(EffectClass.FLOOR);
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
        for (EffectKind kind : List.of(EffectKind.READ, EffectKind.WRITE)) {
            Decision decision = on.judge(ApprovalMode.ALL, on.file(kind, Path.of(on.home + "/" + path)));
            assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
            assertThat(decision.rule()).isEqualTo(Decision.FLOOR);
        }
        assertThat(read("/opt/talaria-assembly/system/x.jar")).isEqualTo(Verdict.DENY);
    }

    /** What removes a tree removes Talaria's files in it. */
    @Test
    void aTreeAroundTheFloorIsNotChangedUnasked() {
        for (Path tree : List.of(on.home, on.userHome)) {
            Resource resource = Resource.tree("local", tree.toString());
            Effect removal = new Effect(EffectKind.WRITE, resource, Nature.DESTRUCTIVE, "rm -rf x");
            assertThat(on.judge(ApprovalMode.ALL, removal).verdict()).isEqualTo(Verdict.DENY);
            assertThat(on.judge(ApprovalMode.ALL, new Effect(EffectKind.WRITE, resource))
                            .verdict())
                    .isEqualTo(Verdict.ASK);
        }
    }

    @Test
    void aLinkIntoTheFloorIsTheFloor() throws Exception {
        Path link = Files.createSymbolicLink(on.workspace.resolve("innocent"), on.home.resolve("keys"));
        assertThat(read(link + "/secret")).isEqualTo(Verdict.DENY);
        assertThat(read("/proc/self/root" + on.home + "/keys/secret")).isEqualTo(Verdict.DENY);
    }

    @Test
    void aCommandThatReadsATreeWithSecretsInItIsAsked() throws Exception {
        assertThat(grep(on.workspace)).isEqualTo(Verdict.ALLOW);
        assertThat(grep(on.userHome)).isEqualTo(Verdict.ASK);
        Files.writeString(
                Files.createDirectories(on.workspace.resolve("sub/deep")).resolve(".env"), "A=b");
        assertThat(grep(on.workspace)).isEqualTo(Verdict.ASK);
        assertThat(on.judge(ApprovalMode.ALL, on.tree(EffectKind.READ, on.workspace))
                        .verdict())
                .as("a tool's own search, whose files are guarded one by one")
                .isEqualTo(Verdict.ALLOW);
    }

    private Verdict grep(Path tree) {
        Resource resource = Resource.tree("local", tree.toString());
        return on.judge(ApprovalMode.ALL, new Effect(EffectKind.READ, resource, Nature.ORDINARY, "grep -r x"))
                .verdict();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/a/.ssh/id_ed25519",
                "/home/a/.aws/credentials",
                "/srv/app/.env",
                "/srv/app/.env.local",
                "/home/a/.bash_history",
                "/home/a/.config/google-chrome/Default/Cookies",
                "/home/a/.mozilla/firefox/x/logins.json",
                "/etc/shadow",
                "/proc/1/environ",
                "/proc/self/environ",
                "/dev/sda",
                "/home/a/.m2/settings.xml",
                "/home/a/server.PEM"
            })
    void secretsAreAskedInEveryMode(String path) {
        for (ApprovalMode mode : ApprovalMode.values()) {
            assertThat(on.judge(mode, on.file(EffectKind.READ, Path.of(path))).verdict())
                    .isEqualTo(Verdict.ASK);
        }
        assertThat(classOf(on.file(EffectKind.WRITE, Path.of(path)))).isEqualTo(EffectClass.PRIVILEGED);
    }

    @Test
    void whatLooksLikeASecretAndIsAnExampleIsRead() {
        assertThat(read("/srv/app/.env.example")).isEqualTo(Verdict.ALLOW);
        assertThat(read("/srv/app/id_rsa.pub")).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void aLinkOutOfTheWorkspaceIsOutside() throws Exception {
        Path secret = Files.createDirectories(root.resolve(".ssh")).resolve("key");
        Files.writeString(secret, "x");
        Path link = Files.createSymbolicLink(on.workspace.resolve("innocent"), secret);
        assertThat(read(link.toString())).isEqualTo(Verdict.ASK);
        Path out = Files.createSymbolicLink(on.workspace.resolve("out"), root);
        assertThat(classOf(on.file(EffectKind.WRITE, out.resolve("new")))).isEqualTo(EffectClass.WRITE_OUTSIDE);
        assertThat(classOf(on.file(EffectKind.WRITE, on.workspace.resolve("../b"))))
                .isEqualTo(EffectClass.WRITE_OUTSIDE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/hosts", "/home/a/.bashrc", "/w/.git/hooks/pre-commit", "/usr/bin/ls", "/w/.envrc"})
    void whatDecidesWhatRunsIsPrivileged(String path) {
        assertThat(classOf(on.file(EffectKind.WRITE, Path.of(path)))).isEqualTo(EffectClass.PRIVILEGED);
        assertThat(classOf(new Effect(EffectKind.WRITE, Resource.file("local", path), Nature.DESTRUCTIVE, "rm")))
                .isEqualTo(EffectClass.PRIVILEGED);
    }

    @Test
    void whatIsNoPathIsDenied() {
        assertThat(on.judge(ApprovalMode.ALL, new Effect(EffectKind.READ, Resource.file("local", "/tmp/a\0b")))
                        .verdict())
                .isEqualTo(Verdict.DENY);
    }

    @Test
    void theStrictestEffectDecides() {
        Decision decision = on.judge(
                ApprovalMode.ALL,
                on.file(EffectKind.READ, root.resolve("a")),
                on.file(EffectKind.READ, on.home.resolve("keys/secret")),
                on.run(Nature.ORDINARY));
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.effectClass()).isEqualTo(EffectClass.FLOOR);
    }

    @ParameterizedTest
    @EnumSource(
            value = Nature.class,
            names = {"ORDINARY", "DESTRUCTIVE", "RUINOUS", "WORKSPACE_CODE"})
    void anIsolatedSandboxMayDoAsItLikesInside(Nature nature) {
        isolated(List.of());
        assertThat(on.judge(ApprovalMode.ASK, on.run(nature)).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(on.judge(ApprovalMode.ASK, on.file(EffectKind.WRITE, Path.of("/etc/x")))
                        .verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    @ParameterizedTest
    @CsvSource({"NETWORK,net:a:1", "MESSAGE,chat:a", "SPEND,*", "READ,file:box:/root/.ssh/id_rsa", "CONFIGURE,*"})
    void butNotOutsideOfIt(EffectKind kind, String resource) {
        isolated(List.of());
        assertThat(on.judge(ApprovalMode.ASK, new Effect(kind, new Resource(resource)))
                        .verdict())
                .isEqualTo(Verdict.ASK);
    }

    @Test
    void andNeverOnTreesOfTheHost() {
        isolated(List.of("/workspace"));
        assertThat(on.judge(ApprovalMode.ASK, on.file(EffectKind.WRITE, Path.of("/workspace/a")))
                        .verdict())
                .isEqualTo(Verdict.ASK);
        assertThat(on.judge(ApprovalMode.ASK, on.tree(EffectKind.WRITE, Path.of("/")))
                        .verdict())
                .isEqualTo(Verdict.ASK);
        assertThat(on.judge(ApprovalMode.ASK, on.run(Nature.ORDINARY)).verdict())
                .isEqualTo(Verdict.ASK);
        assertThat(on.judge(ApprovalMode.ASK, on.run(Nature.RUINOUS)).verdict()).isEqualTo(Verdict.DENY);
        assertThat(on.judge(ApprovalMode.ASK, on.file(EffectKind.WRITE, Path.of("/tmp/a")))
                        .verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    private void isolated(List<String> hostTrees) {
        on.sandbox = "box";
        on.isolation = new Isolation(true, hostTrees);
    }

    private Verdict read(String path) {
        return on.judge(ApprovalMode.ASK, on.file(EffectKind.READ, Path.of(path)))
                .verdict();
    }

    private EffectClass classOf(Effect effect) {
        return on.gate.classes(on.request(ApprovalMode.ASK, effect)).get(0);
    }
}
