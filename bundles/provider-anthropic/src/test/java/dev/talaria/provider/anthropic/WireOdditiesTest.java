package dev.talaria.provider.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.testkit.model.ScriptedReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams as the protocol does not foresee them: threats 27, 28 and 30. */
class WireOdditiesTest extends WireFixture {
    @Test
    void aCharacterSplitOverWrites() {
        byte[] all = (START + text(0, "Grüße 🎈") + END_TURN + STOP).getBytes(UTF_8);
        byte[][] single = new byte[all.length][];
        for (int i = 0; i < all.length; i++) {
            single[i] = new byte[] {all[i]};
        }
        assertThat(ask(ScriptedReply.raw("text/event-stream", single)).message().text())
                .isEqualTo("Grüße 🎈");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEnd(String lineEnd) {
        String inTwoLines = text(1, "two").replace("\"delta\"", "\ndata: \"delta\"");

        String stream = START + text(0, "one") + inTwoLines + END_TURN + STOP;

        assertThat(ask(stream.replace("\n", lineEnd)).message().text()).isEqualTo("onetwo");
    }

    @Test
    void pingsCommentsAndUnknownThingsAreSkipped() {
        ChatResponse response = ask(
                ": PROCESSING\n\nretry: 5\nid: 7\nevent: ping\ndata: {\"type\": \"ping\"}\n\ndata:\n\n",
                START,
                event("moonrise", "'index':0,'delta':{'type':'text_delta','text':'no'}"),
                begin(0, "'type':'server_tool_use','id':'s','name':'web_search'"),
                input(0, "{}"),
                end(0),
                begin(1, "'type':'text','text':'o'"),
                delta(1, "'type':'citations_delta','citation':{}"),
                delta(1, "'type':'moon_delta'"),
                textDelta(1, "ne"),
                end(1),
                "event: ping\ndata: {\"type\": \"ping\"}\n\n",
                END_TURN,
                STOP);

        assertThat(response.message().text()).isEqualTo("one");
        assertThat(response.message().content()).hasSize(1);
    }

    @Test
    void eventsWithoutANameAreKnownByTheirType() {
        String stream = START + text(0, "one") + END_TURN + STOP;

        assertThat(ask(stream.replaceAll("event: .*\n", "")).message().text()).isEqualTo("one");
    }

    @Test
    void gluedEvents() {
        assertMalformed("JSON", START, text(0, "one").replace("\n\n", "\n"), END_TURN, STOP);
        assertMalformed("JSON", START, text(0, "one").replace("\n\nevent", " event"), END_TURN, STOP);
    }

    @Test
    void noTerminalEvent() {
        assertMalformed("without a stop reason", START, text(0, "one"));
        assertMalformed("message_start", ": nothing\n\n");
        assertMalformed("without a stop reason", START, text(0, "one"), END_TURN.strip());
    }

    @Test
    void aStopReasonIsEnoughOnceEveryBlockHasEnded() {
        assertThat(ask(START, text(0, "one"), END_TURN).finish()).isEqualTo(FinishReason.STOP);
        assertMalformed("no end", START, toolUse(0, "a", "one"), input(0, "{}"), TOOLS);
    }

    @Test
    void eventsAfterTheEndDoNotCount() {
        assertThat(ask(START, text(0, "one"), END_TURN, STOP, text(1, "two"), "data: nonsense\n\n")
                        .message()
                        .text())
                .isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"type\":\"message_start\"\n\n",
                "data: nonsense\n\n",
                "data: [1,2]\n\n",
                "data: \"text\"\n\n",
                "<html>Welcome</html>",
                "{\"object\":\"list\"}",
                "{\"type\":\"message\",\"content\":\"text\"}",
                "",
            })
    void nonsense(String stream) {
        assertMalformed("", stream);
    }

    @Test
    void aLineOfTwoMegabytes() {
        assertMalformed("line is longer", START, text(0, "x".repeat(2 << 20)), END_TURN, STOP);
    }

    @Test
    void aReplyBeyondItsLimit() {
        assertMalformed(
                "longer than",
                START
                        + begin(0, "'type':'text'")
                        + textDelta(0, "x".repeat(500_000)).repeat(10));
    }

    @Test
    void aCompressedBomb() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bomb)) {
            byte[] line = ": nothing at all\n".getBytes(UTF_8);
            for (int i = 0; i < 1_000_000; i++) {
                zip.write(line);
            }
        }
        assertMalformed(
                "longer than",
                ScriptedReply.raw("text/event-stream", bomb.toByteArray()).header("Content-Encoding", "gzip"));
    }

    @Test
    void deepNesting() {
        assertMalformed("nesting", "data: " + "[".repeat(100_000) + "\n\n");
        assertMalformed("nesting", START, begin(0, "'type':'tool_use','input':" + "{'a':".repeat(100_000)), STOP);
    }

    @Test
    void strangeNumbersAndDuplicateKeysInUsage() {
        String start = event(
                "message_start",
                "'message':{'usage':{'input_tokens':1e400,'output_tokens':-4,'input_tokens':7,"
                        + "'cache_read_input_tokens':'x'}}");

        ChatResponse response = ask(start, text(0, "one"), event("message_delta", "'delta':{'stop_reason':'x'}"), STOP);

        assertThat(response.usage().inputTokens()).isEqualTo(7);
        assertThat(response.usage().outputTokens()).isZero();
    }
}
