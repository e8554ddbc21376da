package dev.talaria.engine.approval;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Decision;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Json;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.testkit.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A gate with a home, a workspace and an assembly in a temporary directory. */
final class GateFixture {
    final Path userHome;
    final Path home;
    final Path workspace;
    final MemoryStore store = new MemoryStore();
    final Remembered remembered = new Remembered(store, Clock.systemUTC());
    final Gate gate;
    Isolation isolation = Isolation.NONE;
    String sandbox = "local";
    String session = "s1";
    String principal = "os:me";
    CodeWitness code = CodeWitness.NONE;

    GateFixture(Path root) throws IOException {
        userHome = Files.createDirectories(root.resolve("user"));
        home = Files.createDirectories(userHome.resolve(".talaria"));
        workspace = Files.createDirectories(userHome.resolve("project"));
        Files.createDirectories(home.resolve("keys"));
        Files.writeString(home.resolve("keys/secret"), "x");
        gate = new Gate(
                new Floor(home, Path.of("/opt/talaria-assembly")), new SecretPaths(userHome.toRealPath()), remembered);
    }

    Decision judge(ApprovalMode mode, Effect... effects) {
        return gate.judge(request(mode, effects)).decision();
    }

    GateRequest request(ApprovalMode mode, Effect... effects) {
        return request("{\"command\":\"x\"}", mode, effects);
    }

    GateRequest request(String raw, ApprovalMode mode, Effect... effects) {
        ToolCall call = new ToolCall(
                "c1",
                "terminal",
                Json.object("command", "x"),
                raw,
                workspace.toString(),
                workspace.toString(),
                sandbox);
        return new GateRequest(
                call,
                new Effects(Arrays.asList(effects), false),
                principal,
                new SessionId(session),
                Optional.of(mode),
                isolation,
                code);
    }

    void rules(List<String> deny, List<String> allow) {
        gate.configure(new GateSettings(
                ApprovalMode.ASK,
                deny.stream().map(OperatorRule::parse).flatMap(Optional::stream).toList(),
                allow.stream()
                        .map(OperatorRule::parse)
                        .flatMap(Optional::stream)
                        .toList(),
                deny.stream().filter(line -> OperatorRule.parse(line).isEmpty()).toList(),
                Duration.ofDays(1)));
    }

    Effect file(EffectKind kind, Path path) {
        return new Effect(kind, Resource.file(sandbox, path.toString()));
    }

    Effect tree(EffectKind kind, Path path) {
        return new Effect(kind, Resource.tree(sandbox, path.toString()));
    }

    Effect run(Nature nature) {
        return new Effect(EffectKind.EXECUTE, Resource.sandbox(sandbox), nature, "some command");
    }
}
