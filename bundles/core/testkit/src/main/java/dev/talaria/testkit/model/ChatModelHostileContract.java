package dev.talaria.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of {@link ChatModelContract} about endpoints that mean harm, or are none. */
abstract class ChatModelHostileContract extends ChatModelStreamContract {
    private static final int MEGABYTE = 1 << 20;

    /** More than the limits and the network's buffers, and far less than what is offered. */
    private static final long FEW_BYTES = 64L * MEGABYTE;

    private static final ReplyLimits NARROW =
            new ReplyLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), 1L << 16, 1L << 18);

    @Test
    void slowerThanTheIdleLimit() {
        ModelException failure = failure(
                ScriptedReply.text("slow").changed(StreamChanges::singleBytes).pausing(Duration.ofMillis(500)),
                ReplyLimits.WIDE.withIdle(Duration.ofMillis(150)));

        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure).hasMessageContaining("sent nothing");
        server.awaitDisconnect();
    }

    @Test
    void fasterThanTheIdleLimitAndNeverDone() {
        ModelException failure = failure(
                ScriptedReply.text("slow").changed(StreamChanges::singleBytes).pausing(Duration.ofMillis(20)),
                ReplyLimits.WIDE.withIdle(Duration.ofSeconds(5)).withTotal(Duration.ofMillis(400)));

        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure).hasMessageContaining("was not done");
        server.awaitDisconnect();
    }

    @ParameterizedTest
    @ValueSource(strings = {": nothing\n", "\n", "data: \n\n", "data: {}\n\n", "data: "})
    void aStreamWithoutEnd(String part) {
        assertEndsInTime(
                "longer than",
                ScriptedReply.text("x")
                        .changed(events ->
                                List.of(events.get(0), part.repeat(1000).getBytes(UTF_8)))
                        .endless());
    }

    @Test
    void aTextWithoutEnd() {
        String much = "much".repeat(1000);
        assertEndsInTime(
                "longer than",
                ScriptedReply.textParts(much).changed(StreamChanges.upTo(much)).endless());
    }

    @Test
    void aLineWithoutEnd() {
        byte[] block = new byte[1 << 16];
        Arrays.fill(block, (byte) 'x');
        assertEndsInTime(
                "line is longer",
                ScriptedReply.text("x")
                        .changed(events -> List.of(events.get(0), "data: \"".getBytes(UTF_8), block))
                        .endless());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void aBodyWithoutEnd(String contentType) {
        assertEndsInTime(
                "longer than",
                ScriptedReply.raw(
                                contentType,
                                "{\"a\":\"".getBytes(UTF_8),
                                "x".repeat(1 << 16).getBytes(UTF_8))
                        .endless());
    }

    @Test
    void anErrorWithoutEnd() {
        ScriptedReply reply = ScriptedReply.status(500, "oops ".repeat(1000)).endless();

        assertThat(failure(reply, ReplyLimits.WIDE).reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(reply.bytesSent()).isLessThan(FEW_BYTES);
    }

    @ParameterizedTest
    @CsvSource({"x,line is longer", "': nothing at all\n',longer than"})
    void aCompressedBomb(String part, String expected) throws IOException {
        byte[] bomb = compressed(part, 512);
        assertThat(bomb).hasSizeLessThan(4 * MEGABYTE);

        assertEndsInTime(expected, ScriptedReply.raw("text/event-stream", bomb).header("Content-Encoding", "gzip"));
    }

    @Test
    void whatIsSaidToBeCompressedAndIsNot() {
        assertMalformed(ScriptedReply.rawStream("data: {}\n\n").header("Content-Encoding", "gzip"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Welcome</body></html>",
                " \n<!DOCTYPE html>",
                "Welcome",
                "{}",
                "[]",
                "null",
                "{\"object\":\"list\",\"data\":[]}",
                "data: [1,2]\n\n",
                "data: \"text\"\n\n",
                "data: nonsense\n\n",
                "",
                "\n\n"
            })
    void whatIsNoReply(String body) {
        for (String type : List.of("text/html", "application/json", "text/event-stream")) {
            assertMalformed(ScriptedReply.raw(type, body.getBytes(UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"it broke\"}}",
                "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"it broke\"}}",
                "event: error\ndata: {\"type\":\"error\",\"message\":\"it broke\",\"error\":{\"message\":\"it broke\"}}\n\n",
                "data: {\"error\":{\"message\":\"it broke\"}}\n\n"
            })
    void anErrorWithStatus200(String body) {
        ModelException failure = failure(ScriptedReply.raw("application/json", body.getBytes(UTF_8)));

        assertThat(failure.reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(failure).hasMessageContaining("it broke");
    }

    @Test
    void nothingAtAll() {
        assertMalformed(ScriptedReply.status(204, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "text/plain; charset=utf-16", "image/png", "nonsense"})
    void aWrongContentType(String type) {
        server.reply(ScriptedReply.text("Grüße").header("Content-Type", type));

        assertThat(ask(request("hello")).message().text()).isEqualTo("Grüße");
    }

    @Test
    void aWrongContentLength() {
        UnaryOperator<List<byte[]>> begun = StreamChanges.upTo("half");
        assertMalformed(ScriptedReply.textParts("half".repeat(1500)).wrongLength(3000));
        assertMalformed(ScriptedReply.text("half").changed(begun).wrongLength(-200));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreRefused(int status) {
        try (var elsewhere = new ScriptedModelServer()) {
            String there = elsewhere.baseUrl().replace("/v1", "");
            elsewhere.answering(request -> ScriptedReply.text("I have your key"));
            server.answering(request -> ScriptedReply.status(status, "{}", Map.of("Location", there + request.path())));

            ModelException failure = failure(request("hello"));

            assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(failure).hasMessageContaining("HTTP " + status);
            assertThat(failure.remedy()).contains("redirects are not followed");
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(elsewhere.modelRequests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "1e9", "99999999999999999999", "Thu, 01 Jan 2099 00:00:00 GMT", "soon", ""})
    void aWaitThatNobodyBelieves(String header) {
        for (int status : new int[] {402, 429, 503}) {
            ModelException failure = failure(ScriptedReply.status(status, "{}", Map.of("Retry-After", header)));

            assertThat(failure.retryAfter().orElse(Duration.ZERO)).isBetween(Duration.ZERO, Duration.ofHours(1));
        }
    }

    /** The reply is refused after a part of it, and never was in memory whole. */
    private void assertEndsInTime(String message, ScriptedReply reply) {
        long before = allocatedByThisThread();

        ModelException failure = failure(reply, NARROW);

        assertThat(allocatedByThisThread() - before).as("bytes allocated").isLessThan(FEW_BYTES);
        assertThat(reply.bytesSent()).as("bytes sent").isLessThan(FEW_BYTES);
        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED_REPLY);
        assertThat(failure).hasMessageContaining(message);
    }

    /** A chat runs on the thread of its caller. */
    private static long allocatedByThisThread() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static byte[] compressed(String part, int megabytes) throws IOException {
        byte[] block = part.repeat(MEGABYTE / part.length()).getBytes(UTF_8);
        var bomb = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bomb, MEGABYTE)) {
            for (int i = 0; i < megabytes; i++) {
                zip.write(block);
            }
        }
        return bomb.toByteArray();
    }
}
