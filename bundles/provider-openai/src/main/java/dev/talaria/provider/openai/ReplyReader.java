package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;

/** Reads one reply, stream or whole, as its first character tells: content types are not reliable. */
final class ReplyReader {
    private static final String DONE = "[DONE]";
    private static final int MAX_LEADING_SPACE = 1024;

    private final ChatRequest request;
    private final Limits limits;
    private final Failures failures;
    private final ReplyAssembler assembler;
    private boolean done;

    ReplyReader(ChatRequest request, ChatListener listener, Limits limits, Failures failures) {
        this.request = request;
        this.limits = limits;
        this.failures = failures;
        this.assembler = new ReplyAssembler(request.model(), listener);
    }

    ChatResponse read(Response response) throws IOException {
        switch (firstCharacter(response.body().source().peek())) {
            case '{' -> assembler.acceptWhole(checked(WireJson.parse(whole(response, limits))));
            case '<' -> throw new MalformedReply("it is a web page. Does the base URL end where it should, as in /v1?");
            default -> stream(response);
        }
        return assembler.finish(takenIds(request));
    }

    /** The whole body, within the limit. */
    static String whole(Response response, Limits limits) throws IOException {
        return Okio.buffer(new LimitedSource(response.body().source(), limits.maxReplyBytes(), limits.maxReplyBytes()))
                .readUtf8();
    }

    private void stream(Response response) throws IOException {
        try {
            EventStream.read(response, limits, this::acceptEvent);
        } catch (MalformedReply e) {
            throw e;
        } catch (IOException e) {
            // Between the finish reason and [DONE] only figures can get lost.
            if (!assembler.isFinished()) {
                throw e;
            }
        }
        if (!done && !assembler.isFinished()) {
            throw new MalformedReply("it ends without a finish reason");
        }
    }

    private boolean acceptEvent(String type, String data) throws IOException {
        if (data.strip().equals(DONE)) {
            done = true;
            return false;
        }
        if (data.isBlank()) {
            return true;
        }
        JsonNode chunk = WireJson.parse(data);
        if (type.equals("error") && !chunk.hasNonNull("error")) {
            throw failures.reported(chunk);
        }
        assembler.acceptChunk(checked(chunk));
        return true;
    }

    /** An error may come with status 200, once the stream has begun. */
    private JsonNode checked(JsonNode chunk) {
        if (chunk.hasNonNull("error")) {
            throw failures.reported(chunk);
        }
        JsonNode choice = chunk.path("choices").path(0);
        if (choice.hasNonNull("error")) {
            throw failures.reported(choice);
        }
        return chunk;
    }

    private static int firstCharacter(BufferedSource source) throws IOException {
        for (int i = 0; i < MAX_LEADING_SPACE; i++) {
            if (source.exhausted()) {
                throw new MalformedReply("it is empty");
            }
            byte character = source.readByte();
            if (!Character.isWhitespace(character)) {
                return character;
            }
        }
        return ' ';
    }

    private static Set<String> takenIds(ChatRequest request) {
        return request.messages().stream()
                .map(Message::toolUses)
                .flatMap(uses -> uses.stream().map(Content.ToolUse::id))
                .collect(Collectors.toSet());
    }
}
