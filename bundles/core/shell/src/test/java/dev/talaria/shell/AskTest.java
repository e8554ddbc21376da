package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.Agents;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question;
import dev.talaria.api.model.Usage;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.shell.AskOptions.Busy;
import dev.talaria.shell.AskOptions.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AskTest {
    private static final AskOptions HELLO =
            new AskOptions("hello", "one", "", Optional.empty(), Busy.QUEUE, "", List.of(), false);

    private final FakeAgents agents = new FakeAgents();
    private final FakeTerminal terminal = new FakeTerminal();
    private final List<String> answers = new ArrayList<>();
    private final FakeSessions sessions = new FakeSessions();
    private final Ask ask = new Ask(
            agents,
            new Interactions() {
                @Override
                public List<PendingQuestion> pending() {
                    return List.of();
                }

                @Override
                public boolean answer(String questionId, Principal by, String choiceId) {
                    return answers.add(choiceId);
                }
            },
            new SessionNames(sessions, new FakeSessionControl()));

    @Test
    void theAnswerAloneGoesToStandardOutput() throws Exception {
        agents.events = List.of(
                new AgentEvent.Notice("a notice"),
                new AgentEvent.ToolFinished("1", "terminal", "ls", ToolResult.ok("x"), Duration.ofMillis(120)),
                new AgentEvent.Text("Hello "),
                new AgentEvent.Text("there"));
        assertThat(run(HELLO)).isZero();
        assertThat(terminal.out()).isEqualTo("Hello there\n");
        assertThat(terminal.err()).contains("a notice").contains("● terminal  ls  0.1 s");
        assertThat(agents.asked.session()).isEqualTo(new SessionKey("cli:one"));
    }

    @Test
    void aRefusedCallSaysWhy() throws Exception {
        agents.events = List.of(new AgentEvent.ToolFinished(
                "1", "terminal", "rm x", ToolResult.denied("Denied, nothing was run: so.\nmore"), Duration.ZERO));
        run(HELLO);
        assertThat(terminal.err())
                .contains("✗ terminal  rm x  0.0 s  denied")
                .contains("  Denied, nothing was run: so.");
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() throws Exception {
        agents.events = List.of(new AgentEvent.Text("a\u001b]0;title\u0007b\u001b[2Jc\td\u009bx"));
        run(HELLO);
        assertThat(terminal.out()).isEqualTo("a]0;titleb[2Jc\tdx\n");
    }

    @Test
    void failuresAreOneMessageAndAnExitCode() throws Exception {
        agents.result = result(TurnResult.Status.FAILED, "It broke.\nDo this.");
        assertThat(run(HELLO)).isEqualTo(1);
        assertThat(terminal.err()).isEqualTo("It broke.\nDo this.\n");
        agents.result = result(TurnResult.Status.INTERRUPTED, "Stopped.");
        assertThat(run(HELLO)).isEqualTo(130);
        agents.failure = new StoreException(StoreException.Code.IO, "Disk full.", "Make room.", null);
        assertThat(run(HELLO)).isEqualTo(1);
        assertThat(terminal.err()).contains("Disk full.\nMake room.");
    }

    @Test
    void aQuestionIsAnsweredByItsFirstLetterAndNothingMeansNo() throws Exception {
        agents.events = List.of(new AgentEvent.QuestionAsked(question()));
        terminal.line = "o";
        run(HELLO);
        terminal.line = "";
        run(HELLO);
        terminal.line = null;
        run(HELLO);
        terminal.line = "what?";
        run(HELLO);
        assertThat(answers).containsExactly("once", "deny", "deny", "deny");
        assertThat(terminal.err()).contains("│ rm -rf /tmp/x");
    }

    @Test
    void aBusySessionIsSteeredOrInterrupted() throws Exception {
        agents.running = true;
        assertThat(run(new AskOptions("also this", "one", "", Optional.empty(), Busy.STEER, "", List.of(), false)))
                .isZero();
        assertThat(agents.steered).containsExactly("also this");
        assertThat(agents.asked).isNull();
        run(new AskOptions("stop", "one", "", Optional.empty(), Busy.INTERRUPT, "", List.of(), false));
        assertThat(agents.interrupts).isEqualTo(1);
        agents.running = false;
        run(new AskOptions("new turn", "one", "", Optional.empty(), Busy.STEER, "", List.of(), false));
        assertThat(agents.asked.message()).isEqualTo("new turn");
    }

    private int run(AskOptions options) throws UsageException {
        return ask.run(options, terminal, "/work", List.of(), new CancellationSource());
    }

    private static PendingQuestion question() {
        List<Question.Choice> choices =
                List.of(new Question.Choice("once", "allow once"), new Question.Choice("deny", "deny"));
        Question question = new Question("terminal wants", "rm -rf /tmp/x", choices, Duration.ofMinutes(1));
        return new PendingQuestion("q", question, Principal.osUser(), Instant.MAX);
    }

    private static TurnResult result(TurnResult.Status status, String problem) {
        return new TurnResult(new SessionId("s"), status, "", problem, Usage.NONE, 1);
    }

    private static final class FakeAgents implements Agents {
        private List<AgentEvent> events = List.of();
        private TurnResult result = result(TurnResult.Status.COMPLETED, "");
        private @Nullable RuntimeException failure;
        private @Nullable TurnRequest asked;
        private final List<String> steered = new ArrayList<>();
        private boolean running;
        private int interrupts;

        @Override
        public TurnResult run(TurnRequest request, AgentListener listener) {
            asked = request;
            events.forEach(listener::on);
            if (failure != null) {
                throw failure;
            }
            return result;
        }

        @Override
        public boolean steer(SessionKey session, Principal by, String text) {
            return running && steered.add(text);
        }

        @Override
        public boolean interrupt(SessionKey session, String reason) {
            interrupts++;
            return running;
        }
    }

    private static final class FakeTerminal implements AskTerminal {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final PrintStream answer = new PrintStream(out, true, StandardCharsets.UTF_8);
        private final PrintStream notes = new PrintStream(err, true, StandardCharsets.UTF_8);
        private @Nullable String line;

        String out() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }

        @Override
        public PrintStream answer() {
            return answer;
        }

        @Override
        public PrintStream notes() {
            return notes;
        }

        @Override
        public boolean attended() {
            return true;
        }

        @Override
        public boolean coloured() {
            return false;
        }

        @Override
        public @Nullable String readLine(String prompt) {
            return line;
        }
    }
}
