package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.tool.ToolResult;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long conversations with models whose windows are small. */
class SmallWindowTest {
    private static final int TURNS = 200;

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({
        "8192, 4.2, true, true",
        "8192, 2.6, true, true",
        "8192, 4.2, false, true",
        "32768, 2.6, true, false",
        "32768, 3.0, false, true"
    })
    void twoHundredTurnsFitAndNoneFails(long window, double bytesPerToken, boolean windowKnown, boolean summaries) {
        try (EngineFixture engine = engine(window)) {
            WindowedModel model = new WindowedModel(engine.model, window, bytesPerToken);
            if (!windowKnown) {
                model.secretive();
            }
            if (!summaries) {
                model.summary = request -> {
                    throw new ModelException(Reason.SERVER_ERROR, "broken", "Wait.");
                };
            }
            model.answering(this::next);
            for (int turn = 0; turn < TURNS; turn++) {
                String message = "Task " + turn + ": " + words(random, random.nextInt(60));
                TurnResult result = engine.say(message);
                assertThat(result.status())
                        .as("turn %s: %s", turn, result.problem())
                        .isEqualTo(Status.COMPLETED);
                ChatRequest last = model.turns.get(model.turns.size() - 1);
                TurnTest.assertPairsComplete(last.messages());
                assertThat(said(last)).contains(message);
            }
            List<AgentEvent.Compacted> compactions = engine.heard(AgentEvent.Compacted.class);
            System.out.println("window " + window + " at " + bytesPerToken + " bytes per token, known " + windowKnown
                    + ", summaries " + summaries + ": " + compactions.size() + " compactions, "
                    + model.summaries.size() + " summaries, " + model.turns.size() + " requests, " + model.refused
                    + " refused, longest " + model.longest);
            assertThat(compactions).hasSizeGreaterThan(3).allSatisfy(each -> assertThat(each.after())
                    .isLessThan(each.before()));
        }
    }

    private EngineFixture engine(long window) {
        EngineFixture engine = new EngineFixture();
        EngineSettings d = EngineSettings.defaults();
        engine.runner.configure(new EngineSettings(
                d.maxModelCalls(),
                d.maxTurnTime(),
                d.maxParallelCalls(),
                d.callTimeout(),
                d.stopPatience(),
                d.questionExpiry(),
                d.sandbox(),
                d.renewEpochOnAddedTool(),
                false,
                false,
                d.trustedTrees()));
        return engine.with(ProbeTool.harmless("read", (call, context) -> {
            // Calls run at the same time: each has its own chance, so that a run is like the one before.
            Random chance = new Random(call.arguments().get("text").hashCode());
            return ToolResult.ok(words(chance, chance.nextInt(chance.nextInt((int) window / 2) + 1)));
        }));
    }

    /** Asks for tools about as often as not; now and then says much. */
    private List<? extends Content> next(ChatRequest request) {
        boolean again = request.toolChoice() == ChatRequest.ToolChoice.AUTO && random.nextInt(100) < 55;
        if (!again) {
            return List.of(new Content.Text("Done. " + words(random, random.nextInt(120))));
        }
        return random
                .ints(1 + random.nextInt(2))
                // Ids that come again, as some servers give them.
                .mapToObj(
                        i -> use("call_" + i % 3, "read", "{\"text\":\"/src/file" + random.nextInt(9_999) + ".txt\"}"))
                .distinct()
                .collect(Collectors.toMap(Content.ToolUse::id, each -> each, (a, b) -> a))
                .values()
                .stream()
                .toList();
    }

    private static String words(Random random, int count) {
        return random.ints(count, 0, 5_000).mapToObj(number -> "word" + number).collect(Collectors.joining(" "));
    }

    private static String said(ChatRequest request) {
        return request.messages().stream().map(WindowedModel::shown).collect(Collectors.joining("\n"));
    }
}
