package dev.talaria.testkit.model;

import dev.talaria.api.model.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a {@link ScriptedModelServer}. Set it up before the server gets it; it may then be sent many times.
 *
 * <pre>{@code
 * ScriptedReply.text("Hello there").usage(new Usage(12, 8, 2));
 * ScriptedReply.toolCalls(ScriptedReply.call("read_file", "{\"path\":\"a\"}")).cut();
 * }</pre>
 */
public final class ScriptedReply {
    final List<String> text;
    final List<Call> calls;
    final Map<String, String> headers = new LinkedHashMap<>();
    final List<byte[]> raw = new ArrayList<>();
    String reasoning = "";
    String signature = "";
    int status = 200;

    @Nullable
    Usage usage = new Usage(10, 0, 5);

    @Nullable
    String finish;

    End end = End.COMPLETE;
    boolean streamed = true;
    Duration delay = Duration.ZERO;

    @Nullable
    CountDownLatch hold;

    UnaryOperator<List<byte[]>> change = UnaryOperator.identity();
    boolean changed;
    boolean endless;
    Duration pause = Duration.ZERO;
    int missing;
    final AtomicLong sent = new AtomicLong();

    private ScriptedReply(List<String> text, List<Call> calls) {
        this.text = text;
        this.calls = calls;
    }

    /** A text, sent word by word. */
    public static ScriptedReply text(String text) {
        return textParts(text.split("(?<= )"));
    }

    /** A text, sent in these parts. */
    public static ScriptedReply textParts(String... parts) {
        return new ScriptedReply(List.of(parts), List.of());
    }

    public static ScriptedReply toolCalls(Call... calls) {
        return new ScriptedReply(List.of(), List.of(calls));
    }

    public static Call call(String name, String argumentsJson) {
        return new Call("", name, argumentsJson);
    }

    public static Call call(String id, String name, String argumentsJson) {
        return new Call(id, name, argumentsJson);
    }

    /** A status and a body, as errors are told. */
    public static ScriptedReply status(int status, String body, Map<String, String> headers) {
        ScriptedReply reply = raw("application/json", body.getBytes(StandardCharsets.UTF_8));
        reply.status = status;
        reply.headers.putAll(headers);
        return reply;
    }

    public static ScriptedReply status(int status, String body) {
        return status(status, body, Map.of());
    }

    /** These bytes and nothing else, each part flushed on its own. */
    public static ScriptedReply raw(String contentType, byte[]... parts) {
        ScriptedReply reply = new ScriptedReply(List.of(), List.of());
        reply.headers.put("Content-Type", contentType);
        reply.raw.addAll(Arrays.asList(parts));
        return reply;
    }

    /** A stream with exactly this text. */
    public static ScriptedReply rawStream(String events) {
        return raw("text/event-stream", events.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with text before its tool calls. */
    public ScriptedReply after(String spoken) {
        ScriptedReply reply = new ScriptedReply(List.of(spoken), calls);
        reply.reasoning = reasoning;
        reply.signature = signature;
        reply.usage = usage;
        return reply;
    }

    public ScriptedReply header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public ScriptedReply reasoning(String thought) {
        reasoning = thought;
        return this;
    }

    /** Reasoning with its proof, for formats that have one. */
    public ScriptedReply reasoning(String thought, String proof) {
        signature = proof;
        return reasoning(thought);
    }

    public ScriptedReply usage(Usage figures) {
        usage = figures;
        return this;
    }

    /** Sends no usage, whatever the request says. */
    public ScriptedReply withoutUsage() {
        usage = null;
        return this;
    }

    /** Overrides the reason that follows from the content. */
    public ScriptedReply finish(String reason) {
        finish = reason;
        return this;
    }

    /** Drops the connection after the content. */
    public ScriptedReply cut() {
        end = End.CUT;
        return this;
    }

    /** Ends the body properly after the content, but says neither a finish reason nor {@code [DONE]}. */
    public ScriptedReply withoutEnd() {
        end = End.SILENT;
        return this;
    }

    /** Says a finish reason but not {@code [DONE]}. */
    public ScriptedReply withoutDone() {
        end = End.WITHOUT_DONE;
        return this;
    }

    /** Answers with one JSON object even where a stream was asked for. */
    public ScriptedReply notStreamed() {
        streamed = false;
        return this;
    }

    /** Waits between the content and its end. */
    public ScriptedReply delay(Duration wait) {
        delay = wait;
        return this;
    }

    /** Sends the content, then waits for the latch, or for the client to go away. */
    public ScriptedReply holdUntil(CountDownLatch latch) {
        hold = latch;
        return this;
    }

    /** Sends the content, then nothing more until the client goes away. */
    public ScriptedReply holdForever() {
        return holdUntil(new CountDownLatch(1));
    }

    /**
     * Sends the events of a stream, those of its end included, as the function leaves them: each element is written and
     * flushed on its own.
     */
    public ScriptedReply changed(UnaryOperator<List<byte[]>> events) {
        change = events;
        changed = true;
        return this;
    }

    /** Sends the last element of the stream, or of {@link #raw}, again and again until the client goes away. */
    public ScriptedReply endless() {
        endless = true;
        return this;
    }

    /** Waits before each element. */
    public ScriptedReply pausing(Duration beforeEach) {
        pause = beforeEach;
        return this;
    }

    /**
     * Says a length of the body that is not right.
     *
     * @param bytes how many of the body are not counted, and not sent; negative: so many more are promised than come
     */
    public ScriptedReply wrongLength(int bytes) {
        missing = bytes;
        return this;
    }

    /** How many bytes of bodies the client, or the network on the way to it, has taken so far. */
    public long bytesSent() {
        return sent.get();
    }

    String finishReason() {
        if (finish != null) {
            return finish;
        }
        return calls.isEmpty() ? "stop" : "tool_calls";
    }

    /**
     * A tool call of a reply.
     *
     * @param id empty: the server makes one
     */
    public record Call(String id, String name, String arguments) {}

    enum End {
        COMPLETE,
        WITHOUT_DONE,
        SILENT,
        CUT
    }
}
