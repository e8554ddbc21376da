package dev.talaria.engine.slash;

import static dev.talaria.engine.slash.ScriptedCommand.doing;
import static dev.talaria.engine.slash.ScriptedCommand.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.health.Health;
import dev.talaria.api.session.SessionException;
import dev.talaria.spi.command.SlashCommand;
import dev.talaria.testkit.command.FakeConversation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRegistryTest {
    private static final String BUNDLE = "dev.example 1.0.0";

    private final CommandRegistry registry = new CommandRegistry();
    private final FakeConversation conversation = new FakeConversation();
    private int rank;

    @ParameterizedTest
    @ValueSource(strings = {"/undo", "/undo 2", "/Undo", "/undo\t2", "/undo\nmore", "/u", "/no-such", "/x1"})
    void isACommand(String message) {
        assertThat(registry.isCommand(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//x",
                "/ x",
                "/etc/hosts is broken",
                "/etc/",
                "/tmp/x.txt",
                "/x.y",
                "/2",
                "/-x",
                "/\u00fcben",
                "undo",
                " /undo",
                "/a23456789012345678901234567890123"
            })
    void isNoCommand(String message) {
        assertThat(registry.isCommand(message)).isFalse();
    }

    @Test
    void namesAndAliasesGoBeforeBeginnings() {
        add(named("stop"), named("status", "st"), named("steer"));
        assertThat(run("/stop")).isEqualTo("stop []");
        assertThat(run("/st")).as("alias").isEqualTo("status []");
        assertThat(run("/STE  right  now ")).isEqualTo("steer [right, now]");
        assertThat(failure("/sto2").code()).isEqualTo(Code.UNKNOWN);
        assertThat(failure("/s")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(Code.AMBIGUOUS);
            assertThat(e).hasMessage("/s may mean /status, /steer, /stop.");
        });
    }

    @Test
    void whatIsUnknownMayBeMeantOtherwise() {
        add(named("undo"), named("compress", "compact"));
        assertThat(failure("/umdo")).satisfies(e -> {
            assertThat(e).hasMessage("There is no command /umdo.");
            assertThat(e.remedy()).isEqualTo("Did you mean /undo? /help lists them.");
        });
        assertThat(failure("/compakt").remedy()).startsWith("Did you mean /compact?");
        assertThat(failure("/weather").remedy()).isEqualTo("/help lists them.");
        assertThat(failure("/etc/hosts")).hasMessage("This is no command: /etc/hosts");
    }

    @Test
    void whatIsForOwnersIsSaidByOwners() {
        add(named("doctor").forOwners(), named("do-it"));
        assertThat(run("/doctor")).isEqualTo("doctor []");
        conversation.ofGuest();
        assertThat(failure("/doctor")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(Code.NOT_ALLOWED);
            assertThat(e).hasMessage("/doctor is for the owner of this Talaria.");
        });
        assertThat(run("/do")).as("the other cannot be meant").isEqualTo("do-it []");
        assertThat(failure("/docto").code()).isEqualTo(Code.UNKNOWN);
        assertThat(values("/do")).containsExactly("/do-it");
        assertThat(values("/doctor r")).isEmpty();
        assertThat(names()).contains("doctor", "do-it");
    }

    @Test
    void theHigherRankingHasTheNameAndTheLoserIsNamed() {
        registry.add(doing(named("go"), (call, where) -> "first"), "first 1", 0);
        assertThat(run("/go")).isEqualTo("first");
        SlashCommand higher = doing(named("go"), (call, where) -> "higher");
        registry.add(higher, "higher 1", 5);
        registry.add(doing(named("go"), (call, where) -> "younger"), "younger 1", 0);
        assertThat(run("/go")).isEqualTo("higher");
        assertThat(names()).containsOnlyOnce("go");
        assertThat(registry.clashes())
                .containsExactly(
                        "The command /go of first 1 is hidden by /go of higher 1",
                        "The command /go of younger 1 is hidden by /go of higher 1");
        assertThat(CommandsProbe.found(registry)).hasSize(2).allSatisfy(found -> assertThat(found.state())
                .isEqualTo(Health.State.DEGRADED));
        registry.remove(higher, Duration.ZERO);
        assertThat(run("/go")).isEqualTo("first");
    }

    @Test
    void anAliasGivesWayToANameAndToAnOlderAlias() {
        add(named("new", "reset", "begin", "new"), named("restart", "begin"), named("reset"));
        assertThat(run("/reset")).isEqualTo("reset []");
        assertThat(run("/begin")).isEqualTo("new []");
        assertThat(registry.list())
                .extracting(CommandSpec::aliases)
                .containsExactly(List.of("begin"), List.of(), List.of(), List.of());
        assertThat(registry.clashes())
                .containsExactly(
                        "The alias /reset of dev.example 1.0.0 is hidden by /reset of dev.example 1.0.0",
                        "The alias /begin of dev.example 1.0.0 is hidden by /new of dev.example 1.0.0");
    }

    @Test
    void theListHasTheOrderOfTheHelp() {
        add(named("zeta"), named("alpha"));
        registry.add(ScriptedCommand.of(CommandSpec.of("beta", Group.INSTANCE, "")), BUNDLE, 9);
        registry.add(ScriptedCommand.of(CommandSpec.of("eta", Group.SESSIONS, "")), BUNDLE, 9);
        assertThat(names()).containsExactly("alpha", "zeta", "eta", "beta", "help");
        assertThat(CommandsProbe.found(registry))
                .containsExactly(Health.ok("5 slash commands, each with names of its own."));
    }

    @Test
    void aCommandThatThrowsIsNamedWithItsBundle() {
        failing(new IllegalStateException("boom"));
        assertThat(failure("/go")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(Code.BROKEN);
            assertThat(e)
                    .hasMessage(
                            "/go failed (java.lang.IllegalStateException: boom); it is of the bundle dev.example 1.0.0.");
        });
        for (Throwable problem :
                List.of(new NoClassDefFoundError("x"), new StackOverflowError(), new AssertionError())) {
            failing(problem);
            assertThat(failure("/go").code()).isEqualTo(Code.BROKEN);
        }
        SessionException own = new SessionException(SessionException.Code.REFUSED, "no", "do that");
        failing(own);
        assertThatThrownBy(() -> run("/go")).isSameAs(own);
    }

    @Test
    void aCommandThatCannotSayWhatItIsIsLeftOut() {
        registry.add(
                new SlashCommand() {
                    @Override
                    public CommandSpec spec() {
                        return named("No Name");
                    }

                    @Override
                    public String run(CommandCall call, Conversation where) {
                        return "";
                    }
                },
                BUNDLE,
                0);
        assertThat(names()).containsExactly("help");
    }

    @Test
    void theCommandRunsWithItsOwnClassLoader() {
        ClassLoader[] seen = new ClassLoader[1];
        registry.add(
                doing(named("go"), (call, where) -> {
                    seen[0] = Thread.currentThread().getContextClassLoader();
                    return "";
                }),
                BUNDLE,
                0);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            run("/go");
            assertThat(seen[0]).isSameAs(ScriptedCommand.class.getClassLoader());
            assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aPersonStopsACommand() {
        registry.add(
                doing(named("go"), (call, where) -> {
                    conversation.stop.cancel("Ctrl-C");
                    assertThat(where.cancellation().isCancelled()).isTrue();
                    throw new CancellationException("stopped");
                }),
                BUNDLE,
                0);
        assertThatThrownBy(() -> run("/go")).isInstanceOf(CancellationException.class);
    }

    @Test
    void aCommandThatIsRemovedWhileItRunsIsStopped() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        SlashCommand waiting = doing(named("go"), (call, where) -> {
            CountDownLatch stopped = new CountDownLatch(1);
            where.cancellation().onCancel(stopped::countDown);
            runs.countDown();
            await(stopped);
            throw new CancellationException(where.cancellation().reason());
        });
        registry.add(waiting, BUNDLE, 0);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> run("/go"));
        await(runs);
        registry.remove(waiting, Duration.ZERO);
        assertThat(names()).containsExactly("help");
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CommandException.class)
                .hasMessageContaining("was removed while it ran; it may have taken effect in part");
        assertThat(conversation.stop.isCancelled()).isFalse();
    }

    @Test
    void aCommandThatDoesNotHeedItsRemovalIsLeftAlone() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SlashCommand deaf = doing(named("go"), (call, where) -> {
            runs.countDown();
            await(goOn);
            return "late";
        });
        registry.add(deaf, BUNDLE, 0);
        CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> run("/go"));
        await(runs);
        registry.remove(deaf, Duration.ZERO);
        assertThat(call).isNotDone();
        goOn.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("late");
    }

    @Test
    void aCallThatCameTooLateDoesNotBegin() {
        CommandHandle handle = new CommandHandle(ScriptedCommand.of(named("go")), BUNDLE);
        handle.drain(Duration.ZERO);
        assertThatThrownBy(() -> handle.run(new CommandCall("go", ""), conversation))
                .hasMessage("The command /go of dev.example 1.0.0 was removed before it began. Nothing was done.");
        assertThat(handle.complete(new CommandCall("go", ""), conversation)).isEmpty();
    }

    @Test
    void namesAreCompletedAndAliasesWhereNoNameFits() {
        add(named("compress", "compact"), named("context"), named("undo"));
        assertThat(values("/co")).containsExactly("/compress", "/context");
        assertThat(values("/")).containsExactly("/compress", "/context", "/undo", "/help");
        assertThat(values("/COMPA")).containsExactly("/compact");
        assertThat(values("/etc/ho")).isEmpty();
        assertThat(registry.complete("/u", conversation)).containsExactly(new Suggestion("/undo", "does undo"));
    }

    @Test
    void theCommandCompletesWhatStandsBehindItsName() {
        add(named("paint"), named("pour"));
        assertThat(values("/paint R")).as("whatever the case").containsExactly("red", "Rose");
        assertThat(values("/pa re")).as("by how the name begins").containsExactly("red");
        assertThat(values("/paint dark pa")).as("what the command gets").containsExactly("paint [dark, pa]");
        assertThat(values("/paint ")).contains("paint []");
        assertThat(values("/p r")).as("which one?").isEmpty();
        assertThat(values("/none r")).isEmpty();
        failing(new IllegalStateException("boom"));
        assertThat(values("/go r")).isEmpty();
    }

    @Test
    void theHelpListsWhatThePersonMaySay() {
        add(named("undo", "back").taking("[TURNS]"), named("doctor").forOwners());
        assertThat(run("/help")).isEqualTo("""
                        **Conversation**

                        - `/doctor` \u2014 does doctor
                        - `/undo [TURNS]` \u2014 does undo

                        **This instance**

                        - `/help [COMMAND]` \u2014 Lists the commands, or explains one
                        """);
        assertThat(run("/help /UNDO")).isEqualTo("- `/undo [TURNS]` \u2014 does undo; also `/back`\n");
        assertThat(failure("/help und0").remedy()).isEqualTo("Did you mean /undo? /help lists them.");
        assertThat(values("/help d")).containsExactly("doctor");
        conversation.ofGuest();
        assertThat(run("/help")).contains("/undo").doesNotContain("doctor");
        assertThat(failure("/help doctor")).hasMessage("There is no command /doctor.");
        assertThat(values("/help d")).isEmpty();
    }

    private void add(CommandSpec... specs) {
        for (CommandSpec spec : specs) {
            registry.add(ScriptedCommand.of(spec), BUNDLE, 0);
        }
    }

    /** The newest wins, so that a test can have several. */
    private void failing(Throwable problem) {
        registry.add(
                doing(named("go"), (call, where) -> {
                    if (problem instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) problem;
                }),
                BUNDLE,
                ++rank);
    }

    private List<String> names() {
        return registry.list().stream().map(CommandSpec::name).toList();
    }

    private String run(String message) {
        return registry.run(message, conversation);
    }

    private List<String> values(String message) {
        return registry.complete(message, conversation).stream()
                .map(Suggestion::value)
                .toList();
    }

    private CommandException failure(String message) {
        try {
            return new CommandException(Code.BROKEN, "no failure, but: " + run(message), "");
        } catch (CommandException e) {
            return e;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
