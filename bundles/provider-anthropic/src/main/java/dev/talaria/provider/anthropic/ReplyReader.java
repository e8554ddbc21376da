package dev.talaria.provider.anthropic;

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

/** Reads one reply: a stream, or a whole message, which some gateways answer although a stream was asked for. */
final class ReplyReader {
    private final ChatRequest request;
    private final Limits limits;
    private final Failures failures;
    private final ReplyAssembler assembler;

    ReplyReader(ChatRequest request, ChatListener listener, Limits limits, Failures failures) {
        this.request = request;
        this.limits = limits;
        this.failures = failures;
        this.assembler = new ReplyAssembler(request.model(), listener);
    }

    ChatResponse read(Response response) throws IOException {
        switch (ReplyBody.firstCharacter(response)) {
            case '{' -> assembler.acceptWhole(checked("", WireJson.parse(ReplyBody.whole(response, limits))));
            case '<' -> throw new MalformedReply("it is a web page. Is the base URL right, without /messages?");
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
            // Between the stop reason and message_stop nothing of the message can get lost.
            if (!assembler.isComplete()) {
                throw e;
            }
        }
    }

    private boolean acceptEvent(String name, String data) throws IOException {
        return data.isBlank() || assembler.accept(checked(name, WireJson.parse(data)));
    }

    /** An error may come with status 200, once the stream has begun. */
    private JsonNode checked(String name, JsonNode event) {
        if (name.equals("error") || WireJson.text(event, "type").equals("error") || event.hasNonNull("error")) {
            throw failures.reported(event);
        }
        return event;
    }
}
