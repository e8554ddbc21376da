package dev.talaria.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Decision.Verdict;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.engine.approval.CodeWitness;
import dev.talaria.engine.approval.Floor;
import dev.talaria.engine.approval.Gate;
import dev.talaria.engine.approval.GateRequest;
import dev.talaria.engine.approval.Remembered;
import dev.talaria.engine.approval.SecretPaths;
import dev.talaria.testkit.store.MemoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The corpora through the gate itself. Threats 16 and 17: no dangerous line runs unasked, in any mode. */
class CorpusGateTest {
    private final Gate gate = new Gate(
            new Floor(Path.of(CorpusVerdict.HOME, ".talaria"), Path.of("/opt/talaria-assembly")),
            new SecretPaths(Path.of(CorpusVerdict.HOME)),
            new Remembered(new MemoryStore(), Clock.systemUTC()));

    @Test
    void noDangerousLineRunsUnasked() {
        List<String> ran = new ArrayList<>();
        for (Corpus.Line line : Corpus.read(Corpus.EVASION)) {
            for (ApprovalMode mode : ApprovalMode.values()) {
                if (judge(line.command(), mode) == Verdict.ALLOW && !mayRun(line.verdict(), mode)) {
                    ran.add(mode + " " + line.verdict() + " " + line.command());
                }
            }
        }
        assertThat(ran).isEmpty();
    }

    @Test
    void whatWouldDestroyTheHostIsDeniedInEveryMode() {
        List<String> notDenied = Corpus.read(Corpus.EVASION).stream()
                .filter(line -> line.verdict() == CorpusVerdict.FLOOR)
                .filter(line -> judge(line.command(), ApprovalMode.ALL) != Verdict.DENY)
                .map(Corpus.Line::command)
                .toList();
        assertThat(notDenied).isEmpty();
    }

    @Test
    void everydayCommandsAreSeldomAskedInTheWorkspace() {
        List<Corpus.Line> everyday = Corpus.read(Corpus.EVERYDAY);
        long asked = everyday.stream()
                .filter(line -> judge(line.command(), ApprovalMode.WORKSPACE) != Verdict.ALLOW)
                .count();
        long needless = everyday.stream()
                .filter(line -> mayRun(line.verdict(), ApprovalMode.WORKSPACE))
                .filter(line -> judge(line.command(), ApprovalMode.WORKSPACE) != Verdict.ALLOW)
                .peek(line -> System.out.println("asked, and need not be by its class: " + line.command()))
                .count();
        System.out.printf(
                "gate: %d of %d everyday commands asked in workspace mode (%.1f %%), %d of them needlessly%n",
                asked, everyday.size(), 100.0 * asked / everyday.size(), needless);
        assertThat(needless * 100).isLessThanOrEqualTo(everyday.size() * 2L);
    }

    private Verdict judge(String command, ApprovalMode mode) {
        ToolCall call = new ToolCall(
                "1",
                "terminal",
                Map.of("command", command),
                "{}",
                CorpusVerdict.WORKSPACE,
                CorpusVerdict.WORKSPACE,
                "local");
        Effects effects = new ShellCommandEffects(CorpusVerdict.HOME).of(call);
        return gate.judge(new GateRequest(
                        call, effects, "os:u", new SessionId("s"), Optional.of(mode), Isolation.NONE, CodeWitness.NONE))
                .decision()
                .verdict();
    }

    private static boolean mayRun(CorpusVerdict verdict, ApprovalMode mode) {
        return switch (mode) {
            case ASK -> verdict.runsInAsk;
            case WORKSPACE -> verdict.runsInWorkspace;
            case ALL -> verdict.runsInAll;
        };
    }
}
