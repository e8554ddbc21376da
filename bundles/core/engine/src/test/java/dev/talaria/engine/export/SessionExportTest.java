package dev.talaria.engine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Json;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.api.session.ExportFormat;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.json.JsonSyntaxException;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent;
import dev.talaria.engine.session.SessionEvent.AssistantMessage;
import dev.talaria.engine.session.SessionEvent.EpochStarted;
import dev.talaria.engine.session.SessionEvent.SessionStarted;
import dev.talaria.engine.session.SessionEvent.Titled;
import dev.talaria.engine.session.SessionEvent.ToolFinished;
import dev.talaria.engine.session.SessionEvent.ToolStarted;
import dev.talaria.engine.session.SessionEvent.TurnFinished;
import dev.talaria.engine.session.SessionEvent.Undone;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import dev.talaria.engine.session.Sessions;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each format as it is written, byte by byte. */
class SessionExportTest {
    private static final SessionId ID = new SessionId("0001");
    private static final String KEY = "sk-ant-abcdefghijklmnopqrstuvwxyz0123456789";

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final Sessions sessions = new Sessions(store, blobs, clock);
    private final SessionExportService exports =
            new SessionExportService(store, blobs, sessions, new Redactor(), "1.2.3");

    @BeforeEach
    void aSessionOfTwoTurnsAndOneThatWasUndone() {
        String blob = blobs.put(JsonText.bytes(Json.object(
                "system",
                "You help.",
                "tools",
                Json.array(Json.object(
                        "name", "look", "description", "Looks", "parameters", Json.object("type", "object"))))));
        write(
                new SessionStarted("cli:notes", "os:anna"),
                new EpochStarted(blob, "new session"),
                new UserMessage("t1", "os:anna", "INTERACTIVE", "What is in a.txt?", List.of()),
                new AssistantMessage(
                        "t1",
                        "fake/one",
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Content.Reasoning("I must look."),
                                        new Content.Text("Looking."),
                                        new Content.ToolUse("c1", "look", "{\"file\":\"a.txt\"}"))),
                        FinishReason.TOOL_USE,
                        new Usage(100, 40, 7),
                        Optional.of(new Cost(new BigDecimal("0.0012"), "list", LocalDate.parse("2026-01-01")))),
                new ToolStarted("c1", "look", List.of(), true),
                new ToolFinished("c1", "look", ToolResult.ok("{\"text\": \"key " + KEY + "\"}")),
                new AssistantMessage(
                        "t1",
                        "fake/one",
                        Message.assistant("A key.\n```\nnothing\n```"),
                        FinishReason.STOP,
                        new Usage(120, 0, 5),
                        Optional.empty()),
                new TurnFinished("t1", "COMPLETED", ""),
                new UserMessage("t2", "os:anna", "INTERACTIVE", "forget this", List.of()),
                new TurnFinished("t2", "FAILED", ""),
                new Undone(8, "os:anna"),
                new Titled("A file", "os:anna"));
        store.commit(Batch.builder()
                .append(
                        ID.value(),
                        12,
                        List.of(
                                new EventRecord(
                                        "of.tomorrow", 9, "{\"new\":[1.50]}".getBytes(StandardCharsets.UTF_8), null),
                                new EventRecord("of.stone", 1, new byte[] {(byte) 0xff, 0}, null)))
                .build());
    }

    @Test
    void jsonHasEveryEventAlsoThoseThatNobodyKnows() throws Exception {
        String text = export(ExportFormat.JSON, false);
        assertThat(text)
                .startsWith("{\"format\":\"talaria.session\",\"version\":1,\"session\":\"0001\",\"key\":\"cli:notes\","
                        + "\"title\":\"A file\",\"parent\":\"\",\"settings\":{},\"events\":[\n"
                        + "{\"sequence\":1,\"time\":\"2026-01-02T03:04:05Z\",\"type\":\"session.started\","
                        + "\"schemaVersion\":1,\"data\":{\"key\":\"cli:notes\",\"principal\":\"os:anna\"}},\n")
                .contains("\"text\":\"forget this\"", "\"type\":\"session.undone\"")
                .endsWith(",\n{\"sequence\":13,\"time\":\"2026-01-02T03:04:05Z\",\"type\":\"of.tomorrow\","
                        + "\"schemaVersion\":9,\"data\":{\"new\":[1.50]}},\n"
                        + "{\"sequence\":14,\"time\":\"2026-01-02T03:04:05Z\",\"type\":\"of.stone\","
                        + "\"schemaVersion\":1,\"base64\":\"/wA=\"}\n]}\n");
        assertThat((List<?>) parsed(text).get("events")).hasSize(14);
    }

    @Test
    void whatWasErasedIsSaidToBe() throws Exception {
        store.commit(Batch.builder().erase(ID.value(), 9, 9, "privacy").build());
        assertThat(export(ExportFormat.JSON, true))
                .doesNotContain("forget this")
                .contains("\"type\":\"user.message\",\"schemaVersion\":1,\"erased\":true}");
    }

    @Test
    void markdownIsWhatCounts() throws Exception {
        assertThat(export(ExportFormat.MARKDOWN, false)).isEqualTo("""
                # A file

                Session 0001, begun 2026-01-02T03:04:05Z

                ## os:anna, 2026-01-02T03:04:05Z

                What is in a.txt?

                ## fake/one, 2026-01-02T03:04:05Z

                Looking.

                → look
                ```
                {"file":"a.txt"}
                ```

                ←
                ```
                {"text": "key [redacted:sk-ant…6789]"}
                ```

                ## fake/one, 2026-01-02T03:04:05Z

                A key.
                ```
                nothing
                ```
                """);
    }

    @Test
    void aFenceIsLongerThanWhatItHolds() throws Exception {
        write(
                new UserMessage("t3", "os:anna", "INTERACTIVE", "again", List.of()),
                new AssistantMessage(
                        "t3",
                        "fake/one",
                        new Message(Role.ASSISTANT, List.of(new Content.ToolUse("c2", "look", "````\nout"))),
                        FinishReason.TOOL_USE,
                        Usage.NONE,
                        Optional.empty()));
        assertThat(export(ExportFormat.MARKDOWN, false)).contains("`````\n````\nout\n`````\n");
    }

    @Test
    void shareGptIsOneLineAsHermesTrainsWith() throws Exception {
        String line = export(ExportFormat.SHAREGPT, false);
        assertThat(line)
                .startsWith(
                        "{\"conversations\": [{\"from\": \"system\", \"value\": \"You are a function calling AI model. ")
                .contains("<tools>\\n[{\\\"name\\\": \\\"look\\\", \\\"description\\\": \\\"Looks\\\","
                        + " \\\"parameters\\\": {\\\"type\\\": \\\"object\\\"}, \\\"required\\\": null}]\\n</tools>\\n")
                .contains(
                        "Example:\\n<tool_call>\\n{'name': <function-name>,'arguments': <args-dict>}\\n</tool_call>\"}, ")
                .endsWith("{\"from\": \"human\", \"value\": \"What is in a.txt?\"}, "
                        + "{\"from\": \"gpt\", \"value\": \"<think>\\nI must look.\\n</think>\\nLooking.\\n<tool_call>\\n"
                        + "{\\\"name\\\": \\\"look\\\", \\\"arguments\\\": {\\\"file\\\": \\\"a.txt\\\"}}\\n</tool_call>\"}, "
                        + "{\"from\": \"tool\", \"value\": \"<tool_response>\\n{\\\"tool_call_id\\\": \\\"c1\\\","
                        + " \\\"name\\\": \\\"look\\\", \\\"content\\\": {\\\"text\\\":"
                        + " \\\"key [redacted:sk-ant…6789]\\\"}}\\n</tool_response>\"}, "
                        + "{\"from\": \"gpt\", \"value\": \"<think>\\n</think>\\nA key.\\n```\\nnothing\\n```\"}], "
                        + "\"timestamp\": \"2026-01-02T03:04:05Z\", \"model\": \"fake/one\", \"completed\": true}\n");
        assertThat(parsed(line).keySet()).containsExactly("conversations", "timestamp", "model", "completed");
    }

    @Test
    void atifHasTheFieldsOfVersion17AndNoOthers() throws Exception {
        Map<String, Object> document = parsed(export(ExportFormat.ATIF, false));
        assertThat(document.keySet())
                .containsExactly("schema_version", "session_id", "agent", "steps", "final_metrics");
        assertThat(document).containsEntry("schema_version", "ATIF-v1.7").containsEntry("session_id", "0001");
        assertThat(((Map<?, ?>) document.get("agent")).keySet())
                .isEqualTo(Set.of("name", "version", "tool_definitions"));
        assertThat(JsonText.write(document.get("steps"))).isEqualTo("""
                [{"step_id":1,"timestamp":"2026-01-02T03:04:05Z","source":"system","message":"You help."},\
                {"step_id":2,"timestamp":"2026-01-02T03:04:05Z","source":"user","message":"What is in a.txt?"},\
                {"step_id":3,"timestamp":"2026-01-02T03:04:05Z","source":"agent","message":"Looking.",\
                "reasoning_content":"I must look.",\
                "tool_calls":[{"tool_call_id":"c1","function_name":"look","arguments":{"file":"a.txt"}}],\
                "model_name":"fake/one",\
                "metrics":{"prompt_tokens":100,"completion_tokens":7,"cached_tokens":40,"cost_usd":0.0012},\
                "observation":{"results":[{"source_call_id":"c1",\
                "content":"{\\"text\\": \\"key [redacted:sk-ant…6789]\\"}"}]}},\
                {"step_id":4,"timestamp":"2026-01-02T03:04:05Z","source":"agent",\
                "message":"A key.\\n```\\nnothing\\n```","model_name":"fake/one",\
                "metrics":{"prompt_tokens":120,"completion_tokens":5,"cached_tokens":0}}]""");
        assertThat(JsonText.write(document.get("final_metrics"))).isEqualTo("""
                {"total_prompt_tokens":220,"total_completion_tokens":12,"total_cached_tokens":40,\
                "total_cost_usd":0.0012,"total_steps":4}""");
    }

    @Test
    void secretsStayOnlyInARawExport() throws Exception {
        for (ExportFormat format : ExportFormat.values()) {
            assertThat(export(format, false)).as(format.key()).doesNotContain(KEY);
            assertThat(export(format, true)).as(format.key()).contains(KEY);
        }
    }

    @Test
    void whatIsNotThereCannotBeExported() {
        assertThatThrownBy(() -> exports.export(new SessionId("none"), ExportFormat.JSON, false, new StringBuilder()))
                .isInstanceOf(SessionException.class);
    }

    private void write(SessionEvent... events) {
        Session session = store.lastSequence(ID.value()) == 0
                ? sessions.create(new SessionKey("cli:notes"), ID)
                : sessions.read(new SessionKey("cli:notes"), ID);
        for (SessionEvent event : events) {
            session.append(event);
        }
        session.commit();
    }

    private String export(ExportFormat format, boolean raw) throws IOException {
        StringBuilder out = new StringBuilder();
        exports.export(ID, format, raw, out);
        return out.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parsed(String text) throws JsonSyntaxException {
        return (Map<String, Object>) JsonText.parse(text);
    }
}
