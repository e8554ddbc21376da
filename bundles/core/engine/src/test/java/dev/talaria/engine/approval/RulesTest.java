package dev.talaria.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Decision;
import dev.talaria.api.approval.Decision.Verdict;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.engine.approval.Remembered.Scope;
import dev.talaria.engine.audit.AuditLog;
import dev.talaria.engine.text.Glob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private static final Effect PUSH =
            new Effect(EffectKind.NETWORK, new Resource("net:host:443"), Nature.ORDINARY, "git push origin main");
    private static final Effect WIPE =
            new Effect(EffectKind.EXECUTE, Resource.sandbox("local"), Nature.DESTRUCTIVE, "shred x");

    @TempDir
    Path root;

    private GateFixture on;

    @BeforeEach
    void set() throws Exception {
        on = new GateFixture(root.toRealPath());
    }

    @Test
    void denyWinsOverModeAllowAndAnswers() {
        remember(on.request(ApprovalMode.ALL, PUSH), Scope.ALWAYS, Duration.ofDays(1));
        on.rules(List.of("command GIT  push*"), List.of("command git push*"));
        Decision decision = on.judge(ApprovalMode.ALL, PUSH);
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.rule()).isEqualTo("deny command GIT  push*");
    }

    @Test
    void denyOfAToolOrAWholeCommandHoldsForCallsWithoutAskedEffects() {
        on.rules(List.of("tool term*"), List.of());
        assertThat(on.judge(ApprovalMode.ALL).verdict()).isEqualTo(Verdict.DENY);
        on.rules(List.of("command x"), List.of());
        assertThat(on.judge(ApprovalMode.ALL).verdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void allowMustCoverEveryAskedEffect() {
        on.rules(List.of(), List.of("NETWORK net:host:*"));
        assertThat(on.judge(ApprovalMode.ASK, PUSH).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(on.judge(ApprovalMode.ASK, PUSH, WIPE).verdict()).isEqualTo(Verdict.ASK);
    }

    @Test
    void allowDoesNotLiftTheFloor() {
        on.rules(List.of(), List.of("tool *", "READ *", "command *"));
        assertThat(on.judge(ApprovalMode.ALL, on.file(EffectKind.READ, on.home.resolve("keys/secret")))
                        .verdict())
                .isEqualTo(Verdict.DENY);
    }

    @Test
    void aDenyLineThatIsNoRuleClosesTheGate() {
        on.rules(List.of("forbid everything"), List.of("tool *"));
        Decision decision = on.judge(ApprovalMode.ALL, PUSH);
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.reason()).contains("forbid everything");
    }

    @Test
    void anAnswerHoldsForTheSameCallOnly() {
        GateRequest asked = on.request("{\"command\":\"a\"}", ApprovalMode.ASK, WIPE);
        remember(asked, Scope.ALWAYS, Duration.ofDays(1));
        assertThat(on.gate.judge(asked).decision().verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(verdict("{\"command\": \"a\"}")).isEqualTo(Verdict.ASK);
        on.code = new CodeWitness(Map.of("/x", "other"));
        assertThat(verdict("{\"command\":\"a\"}")).isEqualTo(Verdict.ASK);
        on.code = CodeWitness.NONE;
        on.principal = "os:you";
        assertThat(verdict("{\"command\":\"a\"}")).isEqualTo(Verdict.ASK);
    }

    @Test
    void aSessionsAnswerHoldsForTheSession() {
        GateRequest asked = on.request("{}", ApprovalMode.ASK, WIPE);
        remember(asked, Scope.SESSION, Duration.ofDays(1));
        assertThat(verdict("{}")).isEqualTo(Verdict.ALLOW);
        on.session = "s2";
        assertThat(verdict("{}")).isEqualTo(Verdict.ASK);
    }

    @Test
    void answersExpireAndCanBeTakenBack() {
        remember(on.request("{}", ApprovalMode.ASK, WIPE), Scope.ALWAYS, Duration.ZERO);
        assertThat(verdict("{}")).isEqualTo(Verdict.ASK);
        remember(on.request("{}", ApprovalMode.ASK, WIPE), Scope.ALWAYS, Duration.ofDays(1));
        assertThat(verdict("{}")).isEqualTo(Verdict.ALLOW);
        assertThat(on.remembered.revoke("")).isFalse();
        String id = on.remembered.list().get(0).id();
        assertThat(on.remembered.revoke(id)).isTrue();
        assertThat(new AuditLog(on.store, Clock.systemUTC()).last(10))
                .extracting(entry -> entry.action() + " " + entry.object())
                .containsExactly("approval.revoke " + id);
        assertThat(verdict("{}")).isEqualTo(Verdict.ASK);
    }

    @ParameterizedTest
    @CsvSource({
        "git push*, git push origin, true",
        "git push*, GIT   Push, true",
        "git push, git pushx, false",
        "*a*b, xxaxxb, true",
        "*a*b, xxaxxbc, false",
        "?at, cat, true",
        "*, '', true",
        "a.c, abc, false"
    })
    void globs(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void aGlobIsFastWhateverTheText() {
        assertThat(new Glob("*a".repeat(50) + "b").matches("a".repeat(20_000))).isFalse();
    }

    /** Threat 18: the same words mean something else when a link leads elsewhere. */
    @Test
    void anAnswerDoesNotFollowALink() throws Exception {
        Path link = on.workspace.resolve("notes");
        Path inside = Files.createDirectories(on.workspace.resolve("inside"));
        Files.createSymbolicLink(link, inside);
        Effect write = on.file(EffectKind.WRITE, link.resolve("a"));
        remember(on.request(ApprovalMode.ASK, write), Scope.ALWAYS, Duration.ofDays(1));
        assertThat(on.judge(ApprovalMode.ASK, write).verdict()).isEqualTo(Verdict.ALLOW);
        Files.delete(link);
        Files.createSymbolicLink(link, root);
        assertThat(on.judge(ApprovalMode.ASK, write).verdict()).isEqualTo(Verdict.ASK);
    }

    private void remember(GateRequest request, Scope scope, Duration lasting) {
        on.remembered.remember(request, on.gate.judge(request), scope, lasting);
    }

    private Verdict verdict(String raw) {
        return on.gate.judge(on.request(raw, ApprovalMode.ASK, WIPE)).decision().verdict();
    }
}
