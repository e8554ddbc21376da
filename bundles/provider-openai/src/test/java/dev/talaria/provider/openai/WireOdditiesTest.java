package dev.talaria.provider.openai;

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
        byte[] all = (content("Grüße 🎈") + "\n\n" + STOP + DONE).getBytes(UTF_8);
        byte[][] single = new byte[all.length][];
        for (int i = 0; i < all.length; i++) {
            single[i] = new byte[] {all[i]};
        }
        server.reply(ScriptedReply.raw("text/event-stream", single));

        assertThat(ask().message().text()).isEqualTo("Grüße 🎈");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEnd(String lineEnd) {
        String inTwoLines = content("two").replace("\"delta\"", "\ndata: \"delta\"");
        String stream = content("one") + "\n\n" + inTwoLines + "\n\n" + STOP + DONE;
        server.reply(ScriptedReply.rawStream(stream.replace("\n", lineEnd)));

        assertThat(ask().message().text()).isEqualTo("onetwo");
    }

    @Test
    void commentsOtherFieldsAndUnknownEventsAreSkipped() {
        server.reply(ScriptedReply.rawStream(": PROCESSING\n\nretry: 5\nid: 7\nevent: ping\ndata: {}\n\ndata:\n\n"
                + content("one").replace("data: ", "data:") + "\n\n" + STOP + DONE));

        assertThat(ask().message().text()).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain; charset=latin1", "application/octet-stream"})
    void aWrongContentType(String type) {
        server.reply(ScriptedReply.raw(type, (content("Grüße") + "\n\n" + STOP).getBytes(UTF_8)));

        assertThat(ask().message().text()).isEqualTo("Grüße");
    }

    @Test
    void gluedEvents() {
        server.reply(ScriptedReply.rawStream(content("one") + content("two") + "\n\n" + STOP + DONE));

        assertMalformed("JSON");
    }

    @Test
    void eventsWithoutABlankLineBetween() {
        server.reply(ScriptedReply.rawStream(content("one") + "\n" + content("two") + "\n" + STOP + DONE));

        assertMalformed("JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void theLastEventIsNotEnded(String end) {
        server.reply(ScriptedReply.rawStream(content("one") + "\n\n" + STOP.strip() + end));

        assertMalformed("");
    }

    @Test
    void eventsAfterDoneDoNotCount() {
        server.reply(ScriptedReply.rawStream(content("one") + "\n\n" + STOP + DONE + content("two") + "\n\n"));

        assertThat(ask().message().text()).isEqualTo("one");
    }

    @Test
    void doneIsNotNeededAfterAFinishReason() {
        server.reply(ScriptedReply.rawStream(content("one") + "\n\n" + STOP));

        assertThat(ask().finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void aFinishReasonIsNotNeededBeforeDone() {
        server.reply(ScriptedReply.rawStream(content("one") + "\n\n" + DONE));

        assertThat(ask().finish()).isEqualTo(FinishReason.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"delta\"\n\n",
                "data: nonsense\n\n",
                "data: [1,2]\n\n",
                "data: \"text\"\n\n",
                "<html>Welcome</html>",
                "{\"object\":\"list\"}",
                "{\"choices\":[]}",
                "",
            })
    void nonsense(String stream) {
        server.reply(ScriptedReply.rawStream(stream));

        assertMalformed("");
    }

    @Test
    void aWebPageSaysWhereToLook() {
        server.reply(ScriptedReply.rawStream("<html>Welcome</html>"));

        assertMalformed("web page. Does the base URL");
    }

    @Test
    void aLineOfTwoMegabytes() {
        server.reply(ScriptedReply.rawStream(content("x".repeat(2 << 20)) + "\n\n" + STOP + DONE));

        assertMalformed("line is longer");
    }

    @Test
    void aReplyBeyondItsLimit() {
        byte[] events = (content("x".repeat(500_000)) + "\n\n").getBytes(UTF_8);
        server.reply(ScriptedReply.raw(
                "text/event-stream", events, events, events, events, events, events, events, events, events, events));

        assertMalformed("longer than");
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
        server.reply(ScriptedReply.raw("text/event-stream", bomb.toByteArray()).header("Content-Encoding", "gzip"));

        assertMalformed("longer than");
    }

    @Test
    void deepNesting() {
        server.reply(ScriptedReply.rawStream("data: " + "[".repeat(100_000) + "\n\n"));

        assertMalformed("nesting");
    }

    @Test
    void strangeNumbersAndDuplicateKeysInUsage() {
        server.reply(ScriptedReply.rawStream("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1e400,"
                + "\"completion_tokens\":-4,\"prompt_tokens\":7}}\n\n" + content("one") + "\n\n" + STOP + DONE));

        ChatResponse response = ask();

        assertThat(response.usage().inputTokens()).isEqualTo(7);
        assertThat(response.usage().outputTokens()).isZero();
    }
}
