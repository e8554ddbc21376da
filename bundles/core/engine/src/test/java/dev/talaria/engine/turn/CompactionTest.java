package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.context.Compactor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a conversation is made shorter, by whom, and what is kept when that fails. */
class CompactionTest {
    private static final long WINDOW = 10_000;
    /** 0.75 of the window. */
    private static final long THRESHOLD = 7_500;

    private final EngineFixture engine = new EngineFixture();
    private final WindowedModel model = new WindowedModel(engine.model, WINDOW, 4);

    CompactionTest() {
        model.answering(request -> List.of(new Content.Text("ok")));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Says something of about so many tokens, as the model counts. */
    private TurnResult say(String text, int tokens) {
        return engine.say(text + " " + "abc ".repeat(tokens));
    }

    private List<AgentEvent.Compacted> compactions() {
        return engine.heard(AgentEvent.Compacted.class);
    }

    private ChatRequest last() {
        return model.turns.get(model.turns.size() - 1);
    }

    private static String shown(ChatRequest request) {
        return request.messages().stream().map(WindowedModel::shown).collect(Collectors.joining("\n"));
    }

    private ContextUsage usage() {
        return engine.runner.contexts().usage(EngineFixture.KEY);
    }

    @Test
    void itIsMadeShorterAtTheThresholdAndNotBefore() {
        say("first", 3_000);
        say("second", 3_000);
        assertThat(usage().threshold()).isEqualTo(THRESHOLD);
        long used = usage().tokens();
        assertThat(usage().counted()).isEqualTo(used);
        // An estimate has a token for three bytes: one token less than what is missing, then that.
        int missing = (int) (THRESHOLD - used) * 3;
        engine.say("x".repeat(missing - 6));
        assertThat(compactions()).isEmpty();
        assertThat(usage().counted()).isLessThan(THRESHOLD);
        engine.say("y".repeat((int) (THRESHOLD - usage().tokens()) * 3 + 3));
        assertThat(compactions()).hasSize(1);
        assertThat(model.refused).isZero();
    }

    @Test
    void theSummaryStandsForTheMiddleAndTheLastMessageWins() {
        model.summary = request -> "## Historical goal\n- painted the shed at /home/ann/shed.txt";
        say("first", 3_000);
        say("second", 3_000);
        say("third", 2_000);
        assertThat(compactions()).hasSize(1);
        assertThat(model.summaries).hasSize(1);
        String seen = shown(last());
        assertThat(seen)
                .contains("for reference only", "the latest message is right", "painted the shed")
                .contains("> first abc")
                .contains("third abc");
        assertThat(seen.length()).isLessThan(3_000 * 4 * 2);
        assertThat(usage().compactions()).isEqualTo(1);
        assertThat(compactions().get(0).how()).isEqualTo("summary by fake/fake-1");
        assertThat(compactions().get(0).after()).isLessThan(compactions().get(0).before() / 2);
    }

    @Test
    void aNewEpochBeginsAndThePrefixIsStableBetweenCompactions() {
        for (int i = 0; i < 30; i++) {
            say("turn " + i, 700);
        }
        assertThat(compactions().size()).isBetween(2, 15);
        assertThat(events("epoch.started")).hasSize(1 + compactions().size());
        List<String> types = types();
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).equals("context.compacted")) {
                assertThat(types.get(i + 1)).isEqualTo("epoch.started");
            }
        }
        long changes = 0;
        for (int i = 1; i < model.turns.size(); i++) {
            changes += shown(model.turns.get(i)).startsWith(shown(model.turns.get(i - 1))) ? 0 : 1;
        }
        assertThat(changes).isEqualTo(compactions().size());
    }

    @Test
    void anEstimateAloneDoesNothingUnlessItIsOverTheWholeWindow() {
        // Estimated 8,000 of 10,000, over the threshold; nobody has counted anything yet.
        engine.say("x".repeat(24_000));
        assertThat(compactions()).isEmpty();
        assertThat(model.refused).isZero();
    }

    @Test
    void outputsOfToolsGoFirstAndNoModelIsAsked() {
        engine.with(ProbeTool.harmless("read", (call, context) -> ToolResult.ok("line of a file\n".repeat(700))));
        for (int i = 0; i < 4; i++) {
            engine.model.replyTools(use("c", "read", "{\"text\":\"/f" + i + "\"}"));
            engine.say("read " + i);
        }
        assertThat(compactions()).isNotEmpty().allSatisfy(each -> assertThat(each.how())
                .isEqualTo("outputs of tools cut"));
        assertThat(model.summaries).isEmpty();
        assertThat(shown(last()))
                .contains("[Output of read {\"text\":\"/f0\"} left out: 10500 characters. session_search finds")
                .contains("line of a file\nline of a file");
        assertThat(stream()).anySatisfy(stored -> {
            assertThat(stored.event().type()).isEqualTo("tool.finished");
            assertThat(stored.event().indexText()).contains("line of a file");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "CONTENT_POLICY", "MALFORMED_REPLY"})
    void aFailedSummaryIsMadeWithoutAModel(Reason reason) {
        model.summary = request -> {
            throw new ModelException(reason, "the model for summaries broke", "Wait.");
        };
        say("first about /srv/data/report.csv", 3_000);
        say("second", 3_000);
        say("third", 2_000);
        assertThat(compactions().get(0).how()).startsWith("summary without a model");
        assertThat(shown(last()))
                .contains("Steps since, written down without a model", "> first about /srv/data/report.csv")
                .contains("Paths: /srv/data/report.csv");
    }

    @Test
    void anEmptySummaryIsMadeWithoutAModel() {
        model.summary = request -> "  ";
        say("first", 3_000);
        say("second", 3_000);
        say("third", 2_000);
        assertThat(compactions().get(0).how()).contains("without a model", "wrote none");
    }

    /** The deadline itself is OneQuestionTest's. */
    @Test
    void aSummaryThatIsStoppedIsMadeWithoutAModel() {
        model.summary = request -> {
            throw new CancellationException("too long");
        };
        say("first", 3_000);
        say("second", 3_000);
        assertThat(say("third", 2_000).status()).isEqualTo(Status.COMPLETED);
        assertThat(compactions().get(0).how()).contains("without a model", "no summary within");
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "AUTHENTICATION", "BILLING", "RATE_LIMIT", "UNREACHABLE"})
    void whatPassesKeepsTheTranscriptUntilAnOverflowIsProven(Reason reason) {
        model.summary = request -> {
            throw new ModelException(reason, "come back later", "Wait.");
        };
        say("first", 3_000);
        say("second", 3_000);
        say("third", 2_000);
        assertThat(compactions()).isEmpty();
        assertThat(shown(last())).contains("first abc", "second abc", "third abc");
        assertThat(notices()).anySatisfy(text -> assertThat(text).contains("come back later", "in 60 s"));
        // Cooling down: nobody is asked.
        int asked = engine.model.requests().size();
        assertThat(say("fourth", 100).status()).isEqualTo(Status.COMPLETED);
        assertThat(engine.model.requests()).hasSize(asked + 1);
        assertThat(say("fifth", 3_000).status()).isEqualTo(Status.COMPLETED);
        assertThat(model.refused).isEqualTo(1);
        assertThat(compactions()).hasSize(1);
        assertThat(compactions().get(0).how()).contains("without a model", "come back later");
    }

    @Test
    void anUnknownWindowIsLearntFromTheRefusal() {
        model.secretive();
        say("first", 4_000);
        say("second", 4_000);
        assertThat(usage().window()).isZero();
        assertThat(say("third", 3_000).status()).isEqualTo(Status.COMPLETED);
        assertThat(model.refused).isEqualTo(1);
        assertThat(compactions()).hasSize(1);
    }

    @Test
    void whatCannotFitIsSaidSo() {
        TurnResult result = say("all at once", 11_000);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.problem()).contains("are more than 10000");
        assertThat(engine.say("short").status()).isIn(Status.COMPLETED, Status.FAILED);
    }

    @Test
    void noSecretGoesToTheModelForSummariesNorIntoTheSummary() {
        String key = "hf_" + "a1B2".repeat(10);
        model.summary = request -> "## Historical goal\n- the key was " + key;
        engine.say("my key is " + key + " " + "abc ".repeat(3_000));
        say("second", 3_000);
        say("third", 2_000);
        assertThat(model.summaries).hasSize(1);
        assertThat(shown(model.summaries.get(0))).doesNotContain(key).contains("[redacted:");
        assertThat(events("context.compacted").get(0)).doesNotContain(key).contains("[redacted:");
    }

    @Test
    void anEarlierSummaryIsUpdated() {
        model.summary = request -> "## Historical goal\n- round " + model.summaries.size();
        model.answering(request -> List.of(new Content.Text("ok " + "abc ".repeat(1_200))));
        for (int i = 0; i < 24; i++) {
            engine.say("turn " + i);
        }
        assertThat(model.summaries.size()).isGreaterThan(1);
        assertThat(shown(model.summaries.get(1))).contains("The earlier record:", "- round 1");
        assertThat(model.summaries.get(1).system()).contains("update it");
        assertThat(shown(last())).containsOnlyOnce("for reference only");
        List<String> before = quotes(events("context.compacted").get(0));
        assertThat(quotes(events("context.compacted").get(1)))
                .containsAnyElementsOf(before)
                .hasSizeGreaterThan(1);
    }

    @Test
    void compactionsThatSaveLittleStopAndSaySoOnce() {
        // Half a window of instructions that stay: there is next to nothing to save.
        engine.compactors.add((request, summarizer, cancellation) -> Optional.empty());
        say("first", 3_000);
        say("second", 3_000);
        for (int i = 0; i < 6; i++) {
            say("more", 450);
        }
        assertThat(compactions()).isEmpty();
        assertThat(notices())
                .filteredOn(text -> text.contains("saves too little"))
                .hasSize(1);
    }

    @Test
    void aForeignCompactorDecides() {
        engine.compactors.add((request, summarizer, cancellation) -> Optional.of(new Compaction(
                0, request.entries().get(2).first(), List.of(), "a foreign summary", "by mine", List.of())));
        say("first", 3_000);
        say("second", 3_000);
        say("third", 2_000);
        assertThat(compactions().get(0).how()).isEqualTo("by mine");
        assertThat(shown(last())).contains("a foreign summary", "second abc").doesNotContain("first abc");
        assertThat(model.summaries).isEmpty();
    }

    /** What a bundle's compactor may get wrong. */
    private enum Fault implements Compactor {
        THROWS {
            @Override
            public Optional<Compaction> compact(Request request, Summarizer summarizer, Cancellation cancellation) {
                throw new IllegalStateException("no idea");
            }
        },
        NULL {
            @Override
            public Optional<Compaction> compact(Request request, Summarizer summarizer, Cancellation cancellation) {
                return null;
            }
        },
        TAKES_ALL {
            @Override
            public Optional<Compaction> compact(Request request, Summarizer summarizer, Cancellation cancellation) {
                return Optional.of(new Compaction(0, Long.MAX_VALUE, List.of(), "all gone", "bad", List.of()));
            }
        },
        BLANK {
            @Override
            public Optional<Compaction> compact(Request request, Summarizer summarizer, Cancellation cancellation) {
                long tail = request.entries().get(2).first();
                return Optional.of(new Compaction(0, tail, List.of(), " ", "bad", List.of()));
            }
        },
        LONGER {
            @Override
            public Optional<Compaction> compact(Request request, Summarizer summarizer, Cancellation cancellation) {
                long tail = request.entries().get(2).first();
                return Optional.of(new Compaction(0, tail, List.of(), "long ".repeat(9_000), "bad", List.of()));
            }
        },
        ASKS_TWICE {
            @Override
            public Optional<Compaction> compact(Request request, Summarizer summarizer, Cancellation cancellation) {
                summarizer.ask("one", "text", 100);
                summarizer.ask("two", "text", 100);
                return Optional.empty();
            }
        },
        CANCELS {
            @Override
            public Optional<Compaction> compact(Request request, Summarizer summarizer, Cancellation cancellation) {
                throw new CancellationException("not mine");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aForeignCompactorThatFailsCostsNothing(Fault fault) {
        engine.compactors.add(fault);
        say("first", 3_000);
        say("second", 3_000);
        assertThat(say("third", 2_000).status()).isEqualTo(Status.COMPLETED);
        assertThat(compactions()).hasSize(1);
        assertThat(compactions().get(0).how()).isEqualTo("summary by fake/fake-1");
        assertThat(notices()).anySatisfy(text -> assertThat(text).contains("Talaria's own was used"));
    }

    @Test
    void aPersonMakesItShorterAnyTime() {
        say("first", 1_500);
        say("second", 1_500);
        say("third", 1_500);
        ContextUsage before = usage();
        ContextUsage after = engine.runner.contexts().compact(EngineFixture.KEY, "the colour");
        assertThat(after.compactions()).isEqualTo(1);
        assertThat(after.tokens()).isLessThan(before.tokens());
        assertThat(model.summaries.get(0).system()).contains("above all to be kept: the colour");
        say("fourth", 10);
        assertThat(types().subList(types().lastIndexOf("context.compacted"), types().size()))
                .containsSubsequence("context.compacted", "epoch.started", "user.message");
        assertThat(engine.runner
                        .contexts()
                        .compact(new SessionKey("test:none"), "")
                        .tokens())
                .isZero();
        assertThat(engine.store.record("session.key", "test:none")).isEmpty();
    }

    @Test
    void aPersonIsToldWhenNoSummaryCanBeHad() {
        model.summary = request -> {
            throw new ModelException(Reason.BILLING, "no credit is left", "Pay.");
        };
        say("first", 1_500);
        say("second", 1_500);
        say("third", 1_500);
        assertThatThrownBy(() -> engine.runner.contexts().compact(EngineFixture.KEY, ""))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no credit is left");
        assertThat(usage().compactions()).isZero();
        assertThat(say("fourth", 10).status()).isEqualTo(Status.COMPLETED);
    }

    private static List<String> quotes(String compacted) {
        return Pattern.compile("> (turn [0-9]+)")
                .matcher(compacted)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private List<String> notices() {
        return engine.heard(AgentEvent.Notice.class).stream()
                .map(AgentEvent.Notice::text)
                .toList();
    }

    private List<StoredEvent> stream() {
        byte[] id = engine.store
                .record("session.key", EngineFixture.KEY.value())
                .orElseThrow()
                .bytes();
        return engine.store.read(new String(id, StandardCharsets.UTF_8), 0, 1_000);
    }

    private List<String> types() {
        return stream().stream().map(stored -> stored.event().type()).toList();
    }

    private List<String> events(String type) {
        return stream().stream()
                .map(StoredEvent::event)
                .filter(event -> event.type().equals(type))
                .map(event -> new String(event.bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
