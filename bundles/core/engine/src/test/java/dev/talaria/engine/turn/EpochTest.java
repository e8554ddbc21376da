package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.engine.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EpochTest {
    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void thePrefixStaysTheSameAcrossARestart() {
        engine.with(ProbeTool.harmless("b"), ProbeTool.harmless("a"));
        engine.model.reply("one");
        engine.say("first");
        String before = prefix(last(engine));
        try (EngineFixture restarted = new EngineFixture(engine.store, engine.blobs)) {
            restarted.with(ProbeTool.harmless("a"), ProbeTool.harmless("b"));
            restarted.model.reply("two");
            restarted.runner.run(restarted.message("second").withCwd("/elsewhere"), restarted);
            assertThat(prefix(last(restarted))).isEqualTo(before);
            assertThat(last(restarted).messages()).hasSize(3);
        }
    }

    @Test
    void anAddedToolIsThereFromTheNextTurnOn() {
        engine.with(ProbeTool.harmless("a"));
        engine.model.reply("one").reply("two").reply("three");
        engine.say("first");
        engine.with(ProbeTool.harmless("b"));
        engine.say("second");
        assertThat(names(last(engine))).containsExactly("a", "b");
        String renewed = prefix(last(engine));
        engine.say("third");
        assertThat(prefix(last(engine))).isEqualTo(renewed);
        assertThat(epochs()).hasSize(2);
        assertThat(epochs().get(1)).contains("tools added: b");
    }

    @Test
    void aToolAddedInTheMiddleOfATurnWaitsForTheNext() {
        engine.with(ProbeTool.harmless("a", (call, context) -> {
            engine.with(ProbeTool.harmless("b"));
            return ToolResult.ok("installed");
        }));
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        engine.say("go");
        assertThat(names(last(engine))).containsExactly("a");
    }

    @Test
    void aRemovalKeepsTheEpochAndAnswersUnavailable() {
        ProbeTool a = ProbeTool.harmless("a");
        engine.with(a, ProbeTool.harmless("b"));
        engine.model.reply("one").replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        engine.say("first");
        String before = prefix(last(engine));
        engine.tools.remove(a);
        engine.say("second");
        assertThat(prefix(last(engine))).isEqualTo(before);
        assertThat(JsonText.write(events("tool.finished"))).contains("UNAVAILABLE");
    }

    @Test
    void aChangedSchemaAnswersUnavailableUntilTheNextEpoch() {
        ProbeTool old = ProbeTool.harmless("a");
        ToolSpec changed = ToolSpec.named("a")
                .describedAs("Says a")
                .parameters(Json.object(
                        "type",
                        "object",
                        "properties",
                        Json.object("words", Json.object("type", "string")),
                        "required",
                        Json.array("words"),
                        "additionalProperties",
                        false));
        ProbeTool renewed =
                new ProbeTool(changed, call -> dev.talaria.api.approval.Effects.none(), (c, x) -> ToolResult.ok("new"));
        engine.with(old, ProbeTool.harmless("swap", (call, context) -> {
            engine.tools.remove(old);
            engine.tools.add(renewed);
            return ToolResult.ok("swapped");
        }));
        engine.model
                .replyTools(use("1", "swap", "{\"text\":\"x\"}"))
                .replyTools(use("2", "a", "{\"text\":\"x\"}"))
                .reply("done")
                .reply("next");
        engine.say("go");
        assertThat(events("tool.finished").get(1)).contains("UNAVAILABLE").contains("updated");
        engine.say("again");
        assertThat(last(engine).tools().get(0).parameters()).isEqualTo(changed.parameters());
    }

    @Test
    void theSmallestPromptIsSmall() {
        engine.model.reply("hi");
        engine.say("hello");
        assertThat(prefix(last(engine)).length()).isLessThan(3_000);
    }

    private static ChatRequest last(EngineFixture engine) {
        return engine.model.requests().get(engine.model.requests().size() - 1);
    }

    private static List<String> names(ChatRequest request) {
        return request.tools().stream().map(ToolDefinition::name).toList();
    }

    private static String prefix(ChatRequest request) {
        StringBuilder text = new StringBuilder(request.system());
        request.tools()
                .forEach(tool ->
                        text.append(tool.name()).append(tool.description()).append(JsonText.write(tool.parameters())));
        return text.toString();
    }

    private List<String> epochs() {
        return events("epoch.started");
    }

    private List<String> events(String type) {
        String stream = new String(
                engine.store
                        .record("session.key", EngineFixture.KEY.value())
                        .orElseThrow()
                        .bytes(),
                StandardCharsets.UTF_8);
        return engine.store.read(stream, 0, 1_000).stream()
                .map(StoredEvent::event)
                .filter(event -> event.type().equals(type))
                .map(event -> new String(event.bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
