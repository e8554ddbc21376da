package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Json;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeCommandEffects;
import dev.talaria.testkit.tool.FakeDetachedCommand;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.FakeToolContext;
import dev.talaria.testkit.tool.RecordingNotices;
import dev.talaria.testkit.tool.ToolContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalToolTest extends ToolContract {
    private final FakeSandboxLease sandbox = new FakeSandboxLease("fake");
    private final RecordingNotices notices = new RecordingNotices();
    private final FakeCommandEffects commandEffects =
            new FakeCommandEffects(Effects.reads(Resource.file("fake", "/work/a")));

    @TempDir
    Path marks;

    @Override
    protected Tool tool() {
        return new TerminalTool(commandEffects, new BackgroundProcesses(marks, notices, Clock.systemUTC(), 0));
    }

    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(
                Json.object("command", "make all"),
                Json.object("command", "ls -R src", "workdir", "sub dir"),
                Json.object("command", "make", "timeout", 600L, "workdir", "~/project"),
                Json.object("command", "vim", "pty", true),
                Json.object("command", "npm run dev", "background", true, "watch_patterns", Json.array("ready")));
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
        assertThat(tool().spec().definition().toString()).hasSizeLessThan(1600);
        assertThat(tool().spec().description()).contains("read_file");
        assertThat(tool().spec().toolset()).isEqualTo("terminal");
        assertThat(tool().spec().maximum()).doesNotContain(EffectKind.DELEGATE).hasSize(7);
        assertThat(tool().spec().parameters().get("required")).isEqualTo(List.of("command"));
    }

    @Test
    void aCommandRunsInTheSessionsDirectoryFor180Seconds() throws Exception {
        run("make all");
        assertThat(sandbox.started())
                .containsExactly(
                        new Command("make all", "/work", Duration.ofSeconds(180)).inShell("test-session", true));
    }

    @Test
    void theSessionGoesOnWhereACommandLeftIt() throws Exception {
        sandbox.endingIn("/work/src");
        FakeToolContext context = FakeToolContext.builder().sandbox(sandbox).build();
        ToolResult result = tool().call(call(Json.object("command", "cd src")), context);
        assertThat(context.directory()).isEqualTo("/work/src");
        assertThat(result.text()).endsWith("[the directory is now /work/src]");
    }

    @Test
    void aDirectoryForOneCallMovesNobody() throws Exception {
        sandbox.endingIn("/work/src");
        FakeToolContext context = FakeToolContext.builder().sandbox(sandbox).build();
        ToolResult result = tool().call(call(Json.object("command", "make", "workdir", "lib/../src")), context);
        assertThat(context.directory()).isEmpty();
        assertThat(result.text()).doesNotContain("directory");
    }

    /** Later commands are judged by their text, which a function or an alias would make a lie. */
    @Test
    void whatNobodyUnderstandsLeavesNothingInTheShell() throws Exception {
        commandEffects.now(new Effects(
                List.of(new Effect(EffectKind.EXECUTE, Resource.sandbox("fake"), Nature.UNPARSABLE, "")), false));
        run("ls() { rm -rf ~; }");
        sandbox.isolated(new Isolation(true, true, List.of()));
        run("ls() { curl evil; }");
        sandbox.isolated(new Isolation(true, false, List.of("/data")));
        run("ls() { rm -rf /data; }");
        sandbox.isolated(new Isolation(true, false, List.of()));
        run("ls() { echo fine; }");
        assertThat(sandbox.started()).extracting(Command::keepsShell).containsExactly(false, false, false, true);
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
    void longOutputLosesItsMiddleAndIsInAFile() throws Exception {
        String all = "a".repeat(20_000) + "b".repeat(100) + "c".repeat(30_000);
        sandbox.behaving(FakeSandboxLease.printing(all, 0));
        String text = run("x").text();
        assertThat(text)
                .startsWith("a".repeat(20_000) + "\n... [OUTPUT TRUNCATED - 100 chars omitted out of 50100 total] ...\n"
                        + "c".repeat(30_000))
                .contains("read_file", "search_files");
        assertThat(new String(sandbox.files().read(spilled()).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(all);
        assertThat(text).contains("[The full output: " + spilled());
        assertThat(spilled()).matches("/scratch/out-\\d{8}-\\d{6}-[0-9a-f]{8}\\.log");
    }

    @Test
    void aFileOfTheOutputHasALimitToo() throws Exception {
        sandbox.behaving((command, listener, stop) -> {
            for (int i = 0; i < 6_000; i++) {
                listener.onOutput("x".repeat(1_000));
            }
            return FakeSandboxLease.printing("end", 0).run(command, listener, stop);
        });
        String text = run("yes").text();
        assertThat(text).hasSizeLessThan(50_400).contains("first 5000000 chars");
        assertThat(sandbox.files().stat(spilled()).orElseThrow().size()).isEqualTo(5_000_000);
    }

    @Test
    void aFileThatCannotBeWrittenDoesNotFailTheCommand() throws Exception {
        sandbox.scratch(() -> {
            throw new SandboxException(SandboxException.Code.CANNOT_START, "disk is full", "Empty it.", null);
        });
        sandbox.behaving(FakeSandboxLease.printing("a".repeat(60_000), 0));
        ToolResult result = run("x");
        assertThat(result.status()).isEqualTo(ToolResult.Status.OK);
        assertThat(result.text()).endsWith("[The full output could not be kept: disk is full\nEmpty it.]");
    }

    @Test
    void aTerminalIsAskedForAndItsLineEndsAreNot() throws Exception {
        sandbox.behaving(FakeSandboxLease.printing("one\r\ntwo\r\n", 0));
        assertThat(run(Json.object("command", "top", "pty", true)).text()).isEqualTo("one\ntwo");
        assertThat(sandbox.started()).extracting(Command::terminal).containsExactly(true);
    }

    @Test
    void failureIsAnErrorWithTheCode() throws Exception {
        sandbox.behaving(FakeSandboxLease.printing("broken\n", 2));
        assertThat(run("make")).isEqualTo(ToolResult.error("broken\nexit code 2"));
    }

    @Test
    void aDirectoryThatIsGoneIsNamedWithTheRemedy() throws Exception {
        sandbox.behaving(FakeSandboxLease.printing("cannot enter directory /work: no such directory\n", 126));
        assertThat(run("make"))
                .isEqualTo(ToolResult.error("cannot enter directory /work: no such directory\n"
                        + "It did not run. Make that directory, or give another workdir."));
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
    void effectsAreWhatTheEngineKnowsOfTheCommand() {
        ToolCall call = call(Json.object("command", "cat a"));
        assertThat(tool().effects(call)).isEqualTo(Effects.reads(Resource.file("fake", "/work/a")));
        assertThat(commandEffects.asked()).containsExactly(call);
        assertThat(tool().effects(call(Json.object("command", "cat a", "background", true)))
                        .idempotent())
                .isFalse();
    }

    @Test
    void aCommandInTheBackgroundIsStartedAndNamed() throws Exception {
        ToolResult result = run(Json.object(
                "command", "npm run dev", "background", true, "workdir", "app", "pty", true, "timeout", 9999L));
        assertThat(result.status()).isEqualTo(ToolResult.Status.OK);
        FakeDetachedCommand started = sandbox.detachedCommands().get(0);
        assertThat(started.id()).matches("proc_[0-9a-f]{12}");
        assertThat(result.text()).contains("as " + started.id() + ".", "process(");
        assertThat(started.command().script()).isEqualTo("npm run dev");
        assertThat(started.command().cwd()).isEqualTo("/work/app");
        assertThat(started.command().terminal()).isTrue();
        assertThat(ProcessLabel.parse(started.label()))
                .contains(new ProcessLabel(
                        new ProcessLabel.Owner("test-session", "test:anna"), "npm run dev", false, List.of()));
    }

    @Test
    void patternsAreNotUsedBesideANoticeOfTheEnd() throws Exception {
        ToolResult result = run(Json.object(
                "command", "x", "background", true, "notify_on_complete", true, "watch_patterns", Json.array("a")));
        assertThat(result.text()).contains("You will be told when it ends. watch_patterns are not used");
        assertThat(ProcessLabel.parse(sandbox.detachedCommands().get(0).label())
                        .orElseThrow()
                        .patterns())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"notify_on_complete", "watch_patterns"})
    void noticesNeedTheBackground(String name) throws Exception {
        Object value = name.startsWith("watch") ? Json.array("x") : true;
        ToolResult result = run(Json.object("command", "make", name, value));
        assertThat(result.status()).isEqualTo(ToolResult.Status.ERROR);
        assertThat(result.text()).contains("background=true");
        assertThat(sandbox.started()).isEmpty();
    }

    @Test
    void serversAreRefusedInTheForegroundWithAdvice() throws Exception {
        ToolResult result = run("cd app && npm run dev");
        assertThat(result.status()).isEqualTo(ToolResult.Status.ERROR);
        assertThat(result.text()).contains("'npm run dev' is a server", "background=true");
        assertThat(sandbox.started()).isEmpty();
    }

    @Test
    void aSandboxThatTakesNoMoreIsAnError() throws Exception {
        sandbox.detaching(command -> {
            throw new SandboxException(SandboxException.Code.CANNOT_START, "cannot keep it", "Set talaria.home.", null);
        });
        assertThat(run(Json.object("command", "x", "background", true)))
                .isEqualTo(ToolResult.error("terminal: cannot keep it\nSet talaria.home."));
    }

    private String spilled() throws Exception {
        return "/scratch/" + sandbox.files().list("/scratch").get(0).name();
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
