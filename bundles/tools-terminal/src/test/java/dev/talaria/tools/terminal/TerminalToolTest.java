package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Json;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.FakeToolContext;
import dev.talaria.testkit.tool.ToolContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalToolTest extends ToolContract {
    private final FakeSandboxLease sandbox = new FakeSandboxLease("fake");

    @Override
    protected Tool tool() {
        return new TerminalTool();
    }

    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(
                Json.object("command", "make all"),
                Json.object("command", "ls -R src", "workdir", "sub dir"),
                Json.object("command", "make", "timeout", 600L, "workdir", "~/project"));
    }

    @Override
    protected Optional<Map<String, Object>> endless() {
        return Optional.of(Json.object("command", "sleep 1000"));
    }

    @Override
    protected FakeToolContext.Builder endlessContext() {
        return FakeToolContext.builder()
                .sandbox(new FakeSandboxLease("fake").behaving(FakeSandboxLease.endless("working\n")));
    }

    @Test
    void theModelIsToldInFewWords() {
        assertThat(tool().spec().definition().toString()).hasSizeLessThan(900);
        assertThat(tool().spec().description()).contains("read_file");
        assertThat(tool().spec().toolset()).isEqualTo("terminal");
        assertThat(tool().spec().maximum()).containsExactly(EffectKind.READ, EffectKind.EXECUTE);
        assertThat(tool().spec().parameters().get("required")).isEqualTo(List.of("command"));
    }

    @Test
    void aCommandRunsInTheSessionsDirectoryFor180Seconds() throws Exception {
        run("make all");
        assertThat(sandbox.started()).containsExactly(new Command("make all", "/work", Duration.ofSeconds(180)));
    }

    @Test
    void theDirectoryCanBeChosen() throws Exception {
        run(Json.object("command", "make", "workdir", "/opt/x"));
        run(Json.object("command", "make", "workdir", "../x y"));
        run(Json.object("command", "make", "workdir", "~"));
        run(Json.object("command", "make", "workdir", "~/a b"));
        assertThat(sandbox.started())
                .extracting(Command::cwd)
                .containsExactly("/opt/x", "/work/../x y", "/work", "/work");
        assertThat(sandbox.started())
                .extracting(Command::script)
                .containsExactly(
                        "make",
                        "make",
                        "cd -- \"$HOME\"/'' || exit 126\nmake",
                        "cd -- \"$HOME\"/'a b' || exit 126\nmake");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a;b", "$(id)", "a'b", "a\nb", "~root", "~root/x", "a\"b", "a`b", "ä", "a\u0000"})
    void directoriesWithOtherCharactersAreRefused(String workdir) throws Exception {
        ToolResult result = run(Json.object("command", "make", "workdir", workdir));
        assertThat(result.status()).isEqualTo(ToolResult.Status.ERROR);
        assertThat(result.text()).contains("'workdir'");
        assertThat(sandbox.started()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {601, 0, -1, Integer.MAX_VALUE, Long.MAX_VALUE})
    void timeoutsOutOfRangeAreRefusedWithAdvice(long timeout) throws Exception {
        ToolResult result = run(Json.object("command", "make", "timeout", timeout));
        assertThat(result.status()).isEqualTo(ToolResult.Status.ERROR);
        assertThat(result.text()).contains("'timeout'");
        assertThat(sandbox.started()).isEmpty();
    }

    @Test
    void outputIsTheResultAndIsShownAsItComes() throws Exception {
        sandbox.behaving((command, listener, stop) -> {
            listener.onOutput("one \u001b[3");
            listener.onOutput("1mred\u001b[0m\n\n");
            return FakeSandboxLease.printing("two\n\n", 0).run(command, listener, stop);
        });
        FakeToolContext context = FakeToolContext.builder().sandbox(sandbox).build();
        assertThat(tool().call(call(Json.object("command", "x")), context)).isEqualTo(ToolResult.ok("one red\n\ntwo"));
        assertThat(context.shown()).isEqualTo("one red\n\ntwo\n\n");
    }

    @Test
    void noOutputIsSaid() throws Exception {
        assertThat(run("true")).isEqualTo(ToolResult.ok("(no output)"));
    }

    @Test
    void longOutputLosesItsMiddle() throws Exception {
        sandbox.behaving(FakeSandboxLease.printing("a".repeat(20_000) + "b".repeat(100) + "c".repeat(30_000), 0));
        assertThat(run("x").text())
                .isEqualTo("a".repeat(20_000) + "\n... [OUTPUT TRUNCATED - 100 chars omitted out of 50100 total] ...\n"
                        + "c".repeat(30_000));
    }

    @Test
    void outputIsNotHeldWhileItPours() throws Exception {
        String piece = "x".repeat(1_000_000);
        sandbox.behaving((command, listener, stop) -> {
            for (int i = 0; i < 2_000; i++) {
                listener.onOutput(piece.substring(0, 1000));
            }
            return FakeSandboxLease.printing("end", 0).run(command, listener, stop);
        });
        assertThat(run("x").text()).hasSizeLessThan(50_200).endsWith("end");
    }

    @Test
    void failureIsAnErrorWithTheCode() throws Exception {
        sandbox.behaving(FakeSandboxLease.printing("broken\n", 2));
        assertThat(run("make")).isEqualTo(ToolResult.error("broken\nexit code 2"));
    }

    @Test
    void anAnswerByCodeIsNoError() throws Exception {
        sandbox.behaving(FakeSandboxLease.printing("", 1));
        assertThat(run("grep x f")).isEqualTo(ToolResult.ok("exit code 1 (no match)"));
    }

    @Test
    void aTimeoutKeepsWhatWasSaid() throws Exception {
        sandbox.behaving(FakeSandboxLease.timingOut("half\n"));
        assertThat(run(Json.object("command", "make", "timeout", 5L)))
                .isEqualTo(ToolResult.timeout(
                        "half\n[Command timed out after 5s; it was killed with all that it started]"));
    }

    @Test
    void aSandboxThatFailsIsAnError() throws Exception {
        sandbox.behaving((command, listener, stop) -> {
            throw new SandboxException(SandboxException.Code.CANNOT_START, "no shell", "Install bash.", null);
        });
        assertThat(run("x")).isEqualTo(ToolResult.error("terminal: no shell\nInstall bash."));
    }

    @Test
    void aReadOnlyCommandReadsWhatItNames() {
        assertThat(effects("cat a /etc/hosts"))
                .isEqualTo(Effects.reads(Resource.file("fake", "/work/a"), Resource.file("fake", "/etc/hosts")));
        assertThat(effects("du")).isEqualTo(Effects.reads(Resource.tree("fake", "/work")));
        assertThat(effects("date")).isEqualTo(Effects.none());
        assertThat(tool().effects(call(Json.object("command", "cat a", "workdir", "sub"))))
                .isEqualTo(Effects.reads(Resource.file("fake", "/work/sub/a")));
    }

    @Test
    void everyOtherCommandExecutes() {
        Effects executes = Effects.once(EffectKind.EXECUTE, Resource.sandbox("fake"));
        assertThat(effects("ls; id")).isEqualTo(executes);
        assertThat(effects("make")).isEqualTo(executes);
        assertThat(effects("")).isEqualTo(executes);
        for (String workdir : List.of("~", "~/x", "../x", "/proc/self", "$(id)")) {
            assertThat(tool().effects(call(Json.object("command", "cat environ", "workdir", workdir))))
                    .isEqualTo(executes);
        }
    }

    private Effects effects(String command) {
        return tool().effects(call(Json.object("command", command)));
    }

    private ToolResult run(String command) throws Exception {
        return run(Json.object("command", command));
    }

    private ToolResult run(Map<String, Object> arguments) throws Exception {
        return tool().call(
                        call(arguments),
                        FakeToolContext.builder().sandbox(sandbox).build());
    }
}
