package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Json;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.sandbox.local.LocalSandboxProvider;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeCommandEffects;
import dev.talaria.testkit.tool.FakeFiles;
import dev.talaria.testkit.tool.FakeToolContext;
import dev.talaria.testkit.tool.RecordingNotices;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** Both tools with real commands. */
@Timeout(120)
class OnThisHostTest {
    private static final Pattern ID = Pattern.compile("proc_[0-9a-f]{12}");

    @TempDir
    Path home;

    @TempDir
    Path work;

    private final RecordingNotices notices = new RecordingNotices();
    private final FakeFiles files = new FakeFiles();
    private Lease lease;
    private BackgroundProcesses processes;

    @BeforeEach
    void start() {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    assertThat(arguments).containsExactly("talaria.home");
                    return home.toString();
                });
        lease = new Lease(
                new LocalSandboxProvider(context, Map.of())
                        .open(new SandboxSpec("local", "local"), line -> {}, new CancellationSource()),
                files);
        processes = new BackgroundProcesses(home.resolve("run/process-notices"), notices, Clock.systemUTC(), 20);
    }

    @AfterEach
    void stop() throws IOException {
        processes.stop();
        for (DetachedCommand command : lease.detached()) {
            command.kill();
        }
        lease.sandbox().close();
    }

    @Test
    void aConversationWithAProgramInATerminal() throws Exception {
        String id = background("read -p 'name? ' name; echo \"hello $name\"; tty", "pty", true);
        await(() -> process("poll", id).text().contains("name?"));
        process("submit", id, "data", "Anna");
        ToolResult end = process("wait", id);
        assertThat(end.text()).contains("exit code 0", "hello Anna\n/dev/pts/");
    }

    @Test
    void aServerIsWatchedAndOutlivesTalaria() throws Exception {
        String id = background(
                "echo starting; read -r; echo ready on 80; read -r; echo bye; exit 4",
                "watch_patterns",
                Json.array("ready"));
        await(() -> process("poll", id).text().contains("starting"));
        process("submit", id, "data", "");
        await(() -> notices.texts().stream().anyMatch(text -> text.endsWith("ready on 80")));
        restart();
        assertThat(process("list", id).text()).contains(id + ": running");
        process("submit", id, "data", "");
        assertThat(process("wait", id).text()).contains("exit code 4", "bye");
        assertThat(process("log", id).text()).endsWith("starting\nready on 80\nbye");
    }

    @Test
    void anEndThatCameWhileTalariaWasAwayIsTold() throws Exception {
        String id = background("read -r x; exit 3", "notify_on_complete", true);
        processes.stop();
        process("close", id);
        await(() -> lease.detached().get(0).ended().isPresent());
        assertThat(notices.posted()).isEmpty();
        restart();
        process("list", id);
        await(() -> notices.texts().size() == 1);
        assertThat(notices.texts().get(0)).contains(id + " ended: exit code 3");
        restart();
        process("list", id);
        assertThat(process("poll", id).text()).contains("exit code 3");
        processes.watcher().round();
        assertThat(notices.posted()).hasSize(1);
    }

    @Test
    void whatPrintsForEverIsKilledAndItsOutputBounded() throws Exception {
        ToolResult result = terminal(Json.object("command", "yes", "timeout", 1L));
        assertThat(result.status()).isEqualTo(ToolResult.Status.TIMEOUT);
        assertThat(result.text()).hasSizeLessThan(51_000).contains("read_file", "timed out after 1s");
        String id = background("yes");
        await(() -> lease.detached().get(0).outputSize() > 100_000_000);
        assertThat(process("poll", id).text()).hasSizeLessThan(1_200);
        assertThat(process("log", id).text()).hasSizeLessThan(51_000);
        assertThat(process("log", id, "offset", 1_000_000_000L).text()).contains("first 64 MB");
        assertThat(process("kill", id).text()).contains("Killed");
    }

    @Test
    void hostileInputIsAnsweredWithTheRemedy() throws Exception {
        assertThat(terminal(Json.object("command", "true", "workdir", "gone")).text())
                .contains(work + "/gone: no such directory", "give another workdir");
        assertThat(terminal(Json.object("command", "true", "workdir", "gone", "background", true))
                        .text())
                .contains(work + "/gone: no such directory", "Give a directory that exists");
        assertThat(terminal(Json.object("command", "true", "workdir", "~/no/such", "background", true))
                        .status())
                .isEqualTo(ToolResult.Status.OK);
        for (boolean background : new boolean[] {false, true}) {
            String large = "true #" + "x".repeat(200_000);
            assertThat(terminal(Json.object("command", large, "background", background))
                            .text())
                    .contains("200006 characters", "128 kB");
            assertThat(terminal(Json.object("command", "a\0b", "background", background))
                            .text())
                    .contains("NUL");
        }
        assertThat(terminal(Json.object("command", "printf 'a\\xffb'")).text()).isEqualTo("a\uFFFDb");
        Files.delete(work);
        assertThat(terminal(Json.object("command", "true")).text()).contains(work + ": no such directory");
    }

    @Test
    void anOrphanThatKeepsTheOutputHoldsNobodyUp() throws Exception {
        String id = background("(sleep 300 & echo $!); echo done");
        assertThat(process("wait", id).text()).contains("exit code 0", "done");
        assertThat(process("kill", id).text()).contains("had ended already: exit code 0");
    }

    private void restart() {
        processes.stop();
        processes = new BackgroundProcesses(home.resolve("run/process-notices"), notices, Clock.systemUTC(), 20);
    }

    private String background(String command, Object... more) throws Exception {
        Object[] arguments = new Object[more.length + 4];
        System.arraycopy(new Object[] {"command", command, "background", true}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        ToolResult result = terminal(Json.object(arguments));
        Matcher matcher = ID.matcher(result.text());
        assertThat(matcher.find()).as(result.text()).isTrue();
        return matcher.group();
    }

    private ToolResult terminal(Map<String, Object> arguments) throws Exception {
        Tool tool = new TerminalTool(new FakeCommandEffects(Effects.none()), processes);
        return call(tool, arguments);
    }

    private ToolResult process(String action, String id, Object... more) throws Exception {
        Object[] arguments = new Object[more.length + 4];
        System.arraycopy(new Object[] {"action", action, "session_id", id}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return call(new ProcessTool(processes), Json.object(arguments));
    }

    private ToolResult call(Tool tool, Map<String, Object> arguments) throws Exception {
        ToolCall call = new ToolCall(
                "1", tool.spec().name(), arguments, arguments.toString(), work.toString(), work.toString(), "local");
        return tool.call(call, FakeToolContext.builder().sandbox(lease).build());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.call()) {
            assertThat(System.nanoTime() - end).isNegative();
            Thread.onSpinWait();
        }
    }

    /** As the engine lends it, without its guards. */
    private record Lease(Sandbox sandbox, FileAccess files) implements SandboxLease {
        @Override
        public String id() {
            return "local";
        }

        @Override
        public Isolation isolation() {
            return Isolation.NONE;
        }

        @Override
        public String directory() {
            return "";
        }

        @Override
        public RunningCommand start(Command command, CommandListener listener, Cancellation cancellation) {
            return sandbox.start(command, listener, cancellation);
        }

        @Override
        public DetachedCommand startDetached(String id, String label, Command command) {
            return sandbox.startDetached(id, label, command);
        }

        @Override
        public List<DetachedCommand> detached() {
            return sandbox.detached();
        }

        @Override
        public String scratch() {
            return sandbox.scratch();
        }
    }
}
