package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Json;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeDetachedCommand;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.FakeToolContext;
import dev.talaria.testkit.tool.ManualClock;
import dev.talaria.testkit.tool.RecordingNotices;
import dev.talaria.testkit.tool.ToolContract;
import dev.talaria.tools.terminal.ProcessLabel.Owner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessToolTest extends ToolContract {
    private static final Owner ANNA = new Owner("test-session", "test:anna");

    private final ManualClock clock = new ManualClock();
    private final FakeSandboxLease sandbox = new FakeSandboxLease("fake").clock(clock);
    private final RecordingNotices notices = new RecordingNotices();

    @TempDir
    Path marks;

    private BackgroundProcesses processes;
    private FakeDetachedCommand running;

    @BeforeEach
    void open() {
        processes = new BackgroundProcesses(marks, notices, clock, 0);
        running = detach("aaaa00000001", ANNA, "npm run dev").print("ready\n");
    }

    @Override
    protected Tool tool() {
        return new ProcessTool(processes);
    }

    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(
                Json.object("action", "list"),
                Json.object("action", "poll", "session_id", "proc_aaaa00000001"),
                Json.object("action", "log", "session_id", "aaaa", "offset", 0L, "limit", 5L),
                Json.object("action", "write", "session_id", "aaaa", "data", "x"),
                Json.object("action", "submit", "session_id", "aaaa", "data", ""),
                Json.object("action", "close", "session_id", "aaaa"),
                Json.object("action", "kill", "session_id", "aaaa"),
                Json.object("action", "wait", "session_id", "aaaa"));
    }

    @Override
    protected Optional<Map<String, Object>> endless() {
        return Optional.of(Json.object("action", "wait", "session_id", "aaaa"));
    }

    @Override
    protected FakeToolContext.Builder context() {
        return FakeToolContext.builder().sandbox(sandbox);
    }

    @Test
    void onlyInputHasEffects() {
        for (String action : List.of("list", "poll", "log", "wait", "kill", "close")) {
            assertThat(tool().effects(call(Json.object("action", action)))).isEqualTo(Effects.none());
        }
        for (String action : List.of("write", "submit")) {
            assertThat(tool().effects(call(Json.object("action", action, "session_id", "aaaa", "data", "rm -rf /"))))
                    .isEqualTo(new Effects(
                            List.of(new Effect(
                                    EffectKind.EXECUTE, Resource.sandbox("fake"), Nature.ORDINARY, "rm -rf /")),
                            false));
        }
    }

    @Test
    void theListHasOneLineForEach() throws Exception {
        clock.advance(Duration.ofSeconds(75));
        detach("bbbb00000001", ANNA, "grep -r  x .").end(1);
        detach("cccc00000001", ANNA, "x").end(new ExitStatus(-1, ExitStatus.Reason.LOST));
        assertThat(text("list")).isEqualTo("""
                proc_aaaa00000001: running for 1 min 15 s; command: npm run dev
                proc_bbbb00000001: exit code 1 (no match); command: grep -r x .
                proc_cccc00000001: lost: it is gone and nobody saw its end, so that its exit code is not known; \
                command: x""");
    }

    @Test
    void processesOfOthersAreNotThere() throws Exception {
        detach("dddd00000001", new Owner("test-session", "test:eve"), "secret of eve");
        detach("eeee00000001", new Owner("other", "test:anna"), "other session");
        sandbox.startDetached("job", "of another tool", new Command("x", "/", Duration.ZERO));
        assertThat(text("list")).contains("proc_aaaa").doesNotContain("dddd", "eeee", "job");
        for (String action : List.of("poll", "log", "wait", "kill", "write", "submit", "close")) {
            for (String id : List.of("proc_dddd00000001", "eeee", "job", "proc_123412341234")) {
                ToolResult result = run(Json.object("action", action, "session_id", id, "data", "x"));
                assertThat(result.status()).isEqualTo(ToolResult.Status.ERROR);
                assertThat(result.text()).contains("no such process").doesNotContain("secret", "other session");
            }
        }
        assertThat(sandbox.detachedCommands())
                .allMatch(command -> command.ended().isEmpty());
        FakeToolContext eve = context()
                .principal(new Principal("test:eve", "Eve"))
                .session(new SessionId("test-session"))
                .build();
        assertThat(tool().call(call(Json.object("action", "list")), eve).text())
                .contains("dddd")
                .doesNotContain("aaaa");
    }

    @Test
    void aBeginningIsEnoughIfItIsUnique() throws Exception {
        detach("aaaa00000002", ANNA, "x");
        assertThat(run("poll", "aaaa00000002").status()).isEqualTo(ToolResult.Status.OK);
        assertThat(run("poll", "aaaa").text()).contains("may be proc_aaaa00000001, proc_aaaa00000002", "Give more");
        assertThat(run("poll", "aaa").text()).contains("no such process", "at least 4");
        assertThat(run("poll", "").text()).contains("'session_id' is missing");
    }

    @Test
    void pollHasTheNewestOutputWithoutEscapeSequences() throws Exception {
        running.print("x".repeat(3_000) + "\u001b[31mred\u001b[0m\r\nend\n");
        String text = run("poll", "aaaa").text();
        assertThat(text).startsWith("proc_aaaa00000001: running").endsWith("xxxred\nend");
        assertThat(text.substring(text.indexOf("output:\n") + 8)).hasSize(1_000);
    }

    @Test
    void outputThatIsNoTextIsMarked() throws Exception {
        running.print(new byte[] {'a', (byte) 0xff, 'b', '\n'});
        assertThat(run("poll", "aaaa").text()).endsWith("a\uFFFDb");
    }

    @Test
    void theLogHasTheLastLinesOrThoseAskedFor() throws Exception {
        running.print(
                IntStream.rangeClosed(1, 1_000).mapToObj(Integer::toString).collect(Collectors.joining("\n")));
        assertThat(run("log", "aaaa").text())
                .contains("\n801\n")
                .endsWith("\n1000")
                .doesNotContain("\n800\n");
        assertThat(logged(0, 3)).isEqualTo("ready\n1\n2");
        assertThat(logged(998, 2)).isEqualTo("998\n999");
        assertThat(logged(1_000, 20)).isEqualTo("1000");
        assertThat(logged(5_000, 20)).isEqualTo("(no output there)");
        assertThat(run(Json.object("action", "log", "session_id", "aaaa", "offset", -1L))
                        .text())
                .contains("'offset'");
        assertThat(run(Json.object("action", "log", "session_id", "aaaa", "limit", 0L))
                        .text())
                .contains("'limit'");
    }

    @Test
    void aLongLogIsCut() throws Exception {
        running.print("x".repeat(300_000));
        assertThat(run("log", "aaaa").text()).hasSizeLessThan(50_300).contains("TRUNCATED");
    }

    @Test
    void aWaitEndsWithTheProcess() throws Exception {
        FakeToolContext context = context().build();
        Thread ender = new Thread(() -> {
            while (context.shown().isEmpty()) {
                Thread.onSpinWait();
            }
            running.print("done").end(3);
        });
        ender.start();
        ToolResult result = tool().call(call(Json.object("action", "wait", "session_id", "aaaa")), context);
        ender.join();
        assertThat(result.text()).startsWith("proc_aaaa00000001: exit code 3;").endsWith("done");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, 1})
    void aWaitThatIsOverIsNoFailure(long timeout) throws Exception {
        ToolResult result = run(Json.object("action", "wait", "session_id", "aaaa", "timeout", timeout));
        assertThat(result.status()).isEqualTo(ToolResult.Status.OK);
        assertThat(result.text()).contains("running", "no failure");
    }

    @Test
    void killingIsVerified() throws Exception {
        running.survivingKills("could not kill 77 (java)");
        assertThat(run("kill", "aaaa")).isEqualTo(ToolResult.error("process: could not kill 77 (java)"));
        assertThat(text("list")).contains("running");
        FakeDetachedCommand other = detach("bbbb00000001", ANNA, "x");
        assertThat(run("kill", "bbbb").text()).contains("Killed proc_bbbb00000001");
        assertThat(other.ended()).isPresent();
        assertThat(run("poll", "bbbb").text()).contains("proc_bbbb00000001: killed;");
        assertThat(run("kill", "bbbb").text()).contains("had ended already: killed");
    }

    @Test
    void inputIsWrittenAndClosed() throws Exception {
        run(Json.object("action", "write", "session_id", "aaaa", "data", "grün"));
        run(Json.object("action", "submit", "session_id", "aaaa", "data", " y"));
        assertThat(running.input()).isEqualTo("grün y\n");
        assertThat(run("write", "aaaa").text()).contains("'data' is missing");
        run("close", "aaaa");
        assertThat(running.isInputClosed()).isTrue();
        assertThat(run(Json.object("action", "write", "session_id", "aaaa", "data", "x")))
                .isEqualTo(ToolResult.error("process: the command's input is closed"));
        running.end(0);
        assertThat(run(Json.object("action", "submit", "session_id", "aaaa", "data", "x")))
                .isEqualTo(ToolResult.error("process: the command has ended"));
    }

    private FakeDetachedCommand detach(String hex, Owner owner, String command) {
        return (FakeDetachedCommand) sandbox.startDetached(
                "proc_" + hex,
                new ProcessLabel(owner, command, false, List.of()).text(),
                new Command(command, "/work", Duration.ZERO));
    }

    private String logged(long offset, long limit) throws Exception {
        String text = run(Json.object("action", "log", "session_id", "aaaa", "offset", offset, "limit", limit))
                .text();
        return text.substring(text.indexOf('\n') + 1);
    }

    private String text(String action) throws Exception {
        return run(Json.object("action", action)).text();
    }

    private ToolResult run(String action, String id) throws Exception {
        return run(Json.object("action", action, "session_id", id));
    }

    private ToolResult run(Map<String, Object> arguments) throws Exception {
        return tool().call(call(arguments), context().build());
    }
}
