package dev.talaria.testkit.model;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The part of {@link ChatModelContract} about streams that are not as their protocol says (WHATWG HTML, section 9.2.6, and
 * RFC 8259): the reply comes out whole, or not at all.
 */
abstract class ChatModelStreamContract extends ChatModelFailureContract {
    private static final String TEXT = "Grüße 🎈";
    /** Each third of it, as wires send it, has what must not come twice. */
    private static final String ARGUMENTS = "{\"path\":\"ü🎈.txt\",\"n\":[1]}";

    private static final int INPUT_TOKENS = 7_654_321;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ParameterizedTest
    @CsvSource({"🎈,1", "🎈,2", "🎈,3", "ü,1"})
    void aCharacterInTwoWrites(String character, int bytes) {
        assertWhole(StreamChanges.splitIn(character, bytes), Duration.ofMillis(20));
    }

    @Test
    void everyByteInAWriteOfItsOwn() {
        assertWhole(StreamChanges::singleBytes);
    }

    @Test
    void everyKindOfLineEnd() {
        for (UnaryOperator<String> ends : List.<UnaryOperator<String>>of(
                all -> all,
                all -> all.replace("\n", "\r"),
                all -> all.replace("\n", "\r\n"),
                StreamChanges::mixedLineEnds)) {
            assertWhole(StreamChanges.text(ends));
            assertWhole(StreamChanges.text(all -> ends.apply(inTwoLines(all))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ": a comment\n",
                ": a comment\n\n",
                "retry: 5\nid: 7\nfoo: bar\nfoo\n",
                "event: moonrise\ndata: {\"type\":\"moonrise\"}\n\n",
                "event: empty\n\n",
                "data:\n\n",
                "\n\n\n"
            })
    void whatMeansNothingIsSkipped(String nothing) {
        assertWhole(StreamChanges.beforeEach(nothing));
    }

    @Test
    void aByteOrderMarkAndNoSpaces() {
        assertWhole(StreamChanges.text(all -> "\ufeff" + all));
        assertWhole(StreamChanges.text(all -> all.replace("data: ", "data:").replace("event: ", "event:")));
    }

    @Test
    void gluedEventsAreOneThatIsNoJson() {
        assertMalformed(reply().changed(StreamChanges.text(all -> all.replace("\n\n", "\n") + "\n")));
        int events = countEvents();
        for (int index = 0; index < events - 1; index++) {
            assertWholeOrMalformed(StreamChanges.glued(index));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void noBlankLineAtTheEnd(String end) {
        assertWholeOrMalformed(StreamChanges.text(all -> all.stripTrailing() + end));
    }

    @Test
    void theConnectionEndsAfterAnyEvent() {
        int events = countEvents();
        for (int count = 0; count < events; count++) {
            assertWholeOrMalformed(reply().changed(StreamChanges.first(count)));
            assertWholeOrMalformed(reply().changed(StreamChanges.first(count)).cut());
        }
        // What says how the reply ended is one of the last two.
        for (int count = 0; count < events - 2; count++) {
            assertMalformed(reply().changed(StreamChanges.first(count)));
            assertMalformed(reply().changed(StreamChanges.first(count)).cut());
        }
    }

    @Test
    void whatComesAfterTheEndDoesNotCount() {
        assertWhole(StreamChanges.text(all -> all + all + "data: nonsense\n\n<html>"));
    }

    @Test
    void anyEventTwice() {
        int events = countEvents();
        for (int index = 0; index < events; index++) {
            assertNothingElseIsCalled(StreamChanges.twice(index));
        }
    }

    @Test
    void anyEventThatSaysItTwice() {
        int events = countEvents();
        for (int index = 0; index < events; index++) {
            assertWholeOrMalformed(StreamChanges.doubledData(index));
        }
    }

    @Test
    void fieldsThatNobodyKnows() {
        assertWhole(StreamChanges.fields("\"z\":1e400,\"z\":-1e-400,\"y\":" + "9".repeat(500)
                + ",\"x\":\"\\ud83d\",\"w\":" + "[".repeat(50) + "]".repeat(50) + ",\"v\":null"));
        assertWholeOrMalformed(StreamChanges.fields("\"z\":" + "9".repeat(100_000)));
    }

    @Test
    void deepNestingInAnEvent() {
        ModelException failure =
                failure(reply().changed(StreamChanges.fields("\"z\":" + "[".repeat(100_000) + "]".repeat(100_000))));

        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED_REPLY);
        assertThat(failure).hasMessageContaining("nesting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "-5", "1.5e300", "\"many\"", "null", "{}", "99999999999999999999999999"})
    void figuresThatAreNone(String figure) {
        server.reply(ScriptedReply.text(TEXT)
                .usage(new Usage(INPUT_TOKENS, 0, 5))
                .changed(StreamChanges.text(all -> all.replace(":" + INPUT_TOKENS, ":" + figure))));

        ChatResponse response = ask(request("hello"));

        assertThat(response.message().text()).isEqualTo(TEXT);
        assertThat(response.usage().inputTokens()).isZero();
    }

    @Test
    void ofEqualKeysTheLastCounts() {
        assumeTrue(supportsTools(), "the provider has no tools");
        assertWhole(StreamChanges.text(
                all -> all.replace("\"name\":\"read_file\"", "\"name\":\"write_file\",\"name\":\"read_file\"")));
    }

    @Test
    void halfACharacterDoesNotStopTheConversation() {
        server.reply(ScriptedReply.text("broken@").changed(StreamChanges.text(all -> all.replace("@", "\\ud83d"))))
                .reply("ok");
        Message reply = ask(request("hello")).message();

        ask(conversation(Message.user("hello"), reply, Message.user("more")));

        assertThat(reply.text()).startsWith("broken").hasSize(7);
        byte[] sent = server.requests().get(1).body();
        assertThatCode(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(sent)))
                .doesNotThrowAnyException();
    }

    @Test
    void bytesThatAreNoUtf8() {
        server.reply(ScriptedReply.text("broken@").changed(events -> events.stream()
                .map(ChatModelStreamContract::withBadByte)
                .toList()));

        assertThat(ask(request("hello")).message().text()).isEqualTo("broken\ufffd");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 100_000})
    void deepNestingInArgumentsStaysText(int depth) {
        assumeTrue(supportsTools(), "the provider has no tools");
        String raw = "{\"a\":".repeat(depth);
        server.reply(ScriptedReply.toolCalls(call("c1", "read_file", raw))).reply("ok");

        Message reply = ask(request("hello")).message();
        ask(conversation(Message.user("hello"), reply));

        assertThat(reply.toolUses()).containsExactly(new Content.ToolUse("c1", "read_file", raw));
        assertThat(replayedArguments(server.requests().get(1))).isEqualTo("{}");
    }

    private ScriptedReply reply() {
        return supportsTools()
                ? ScriptedReply.toolCalls(call("c1", "read_file", ARGUMENTS)).after(TEXT)
                : ScriptedReply.text(TEXT);
    }

    private List<Content> content() {
        List<Content> content = new ArrayList<>(List.of(new Content.Text(TEXT)));
        if (supportsTools()) {
            content.add(new Content.ToolUse("c1", "read_file", ARGUMENTS));
        }
        return content;
    }

    private void assertWhole(UnaryOperator<List<byte[]>> change) {
        assertWhole(change, Duration.ZERO);
    }

    private void assertWhole(UnaryOperator<List<byte[]>> change, Duration pause) {
        server.reply(reply().changed(change).pausing(pause));

        assertThat(ask(request("hello")).message().content()).isEqualTo(content());
    }

    private void assertWholeOrMalformed(UnaryOperator<List<byte[]>> change) {
        assertWholeOrMalformed(reply().changed(change));
    }

    private void assertWholeOrMalformed(ScriptedReply reply) {
        answer(reply)
                .ifPresent(response -> assertThat(response.message().content()).isEqualTo(content()));
    }

    /**
     * Where a wire has no positions, a part of the arguments that came twice cannot be told from two equal ones; what
     * comes of it must not be called all the same.
     */
    private void assertNothingElseIsCalled(UnaryOperator<List<byte[]>> change) {
        answer(reply().changed(change)).ifPresent(response -> {
            List<Content.ToolUse> uses = response.message().toolUses();
            assertThat(uses).hasSize(supportsTools() ? 1 : 0);
            assertThat(uses).allMatch(use -> use.name().equals("read_file"));
            assertThat(uses).allMatch(use -> use.rawArguments().equals(ARGUMENTS) || !isJson(use.rawArguments()));
        });
    }

    /** Empty if it is refused as it should be. */
    private Optional<ChatResponse> answer(ScriptedReply reply) {
        server.reply(reply);
        try {
            return Optional.of(ask(request("hello")));
        } catch (ModelException e) {
            assertThat(e.reason()).isEqualTo(Reason.MALFORMED_REPLY);
            assertThat(e).hasMessageContaining(server.baseUrl());
            assertThat(e.remedy()).isNotBlank();
            return Optional.empty();
        }
    }

    private int countEvents() {
        var count = new AtomicInteger();
        assertWhole(events -> {
            count.set(events.size());
            return events;
        });
        return count.get();
    }

    /** A line end between two tokens changes no JSON. */
    private static String inTwoLines(String events) {
        return events.replace("data: {", "data: {\ndata: ");
    }

    private static byte[] withBadByte(byte[] event) {
        byte[] changed = event.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] = changed[i] == '@' ? (byte) 0xff : changed[i];
        }
        return changed;
    }

    private static boolean isJson(String text) {
        try {
            return MAPPER.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
