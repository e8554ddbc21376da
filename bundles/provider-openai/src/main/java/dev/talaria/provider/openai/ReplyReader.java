package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.provider.support.EventStream;
import dev.talaria.provider.support.Failures;
import dev.talaria.provider.support.Limits;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.ReplyBody;
import dev.talaria.provider.support.WireJson;
import java.io.IOException;
import okhttp3.Response;

/** Reads one reply, stream or whole, as its first character tells: content types are not reliable. */
final class ReplyReader {
    private static final String DONE = "[DONE]";

    private final ChatRequest request;
    private final Limits limits;
    private final Failures failures;
    private final ReplyAssembler assembler;
    private boolean done;

    ReplyReader(ChatRequest request, ChatListener listener, EndpointSettings settings, Failures failures) {
        this.request = request;
        this.limits = settings.limits();
        this.failures = failures;
        this.assembler =
                new ReplyAssembler(request.model(), listener, settings.options().preset());
    }

    ChatResponse read(Response response) throws IOException {
        switch (ReplyBody.firstCharacter(response)) {
            case '{' -> assembler.acceptWhole(checked(WireJson.parse(ReplyBody.whole(response, limits))));
            case '<' -> throw WebPage.malformed();
            default -> stream(response);
        }
        return assembler.finish(request);
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
}
