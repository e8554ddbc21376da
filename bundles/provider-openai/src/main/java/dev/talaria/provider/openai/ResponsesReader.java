package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.provider.support.EventStream;
import dev.talaria.provider.support.Failures;
import dev.talaria.provider.support.Limits;
import dev.talaria.provider.support.ReplyBody;
import dev.talaria.provider.support.WireJson;
import java.io.IOException;
import okhttp3.Response;

/** Reads one reply of the Responses API: a stream, or a whole reply where the endpoint has no streams. */
final class ResponsesReader {
    private static final String DONE = "[DONE]";

    private final ChatRequest request;
    private final Limits limits;
    private final Failures failures;
    private final ResponsesReply reply;

    ResponsesReader(ChatRequest request, ChatListener listener, Limits limits, Failures failures) {
        this.request = request;
        this.limits = limits;
        this.failures = failures;
        this.reply = new ResponsesReply(request.model(), listener);
    }

    ChatResponse read(Response response) throws IOException {
        switch (ReplyBody.firstCharacter(response)) {
            case '{' -> reply.acceptWhole(checked("", WireJson.parse(ReplyBody.whole(response, limits))));
            case '<' -> throw WebPage.malformed();
            default -> EventStream.read(response, limits, this::acceptEvent);
        }
        return reply.finish(request);
    }

    private boolean acceptEvent(String name, String data) throws IOException {
        // The protocol has no such end, but some gateways send it.
        if (data.strip().equals(DONE)) {
            return false;
        }
        if (data.isBlank()) {
            return true;
        }
        JsonNode event = WireJson.parse(data);
        String said = WireJson.text(event, "type");
        String type = said.isEmpty() ? name : said;
        return reply.accept(type, checked(type, event));
    }

    /** Only the error itself tells what it means: the response around it repeats the request. */
    private JsonNode checked(String type, JsonNode event) {
        JsonNode response = event.path("response");
        if (response.hasNonNull("error")) {
            throw failures.reported(error(response));
        }
        if (event.hasNonNull("error")) {
            throw failures.reported(error(event));
        }
        if (type.equals("error")) {
            throw failures.reported(event);
        }
        return event;
    }

    private static JsonNode error(JsonNode node) {
        return WireJson.MAPPER.createObjectNode().set("error", node.path("error"));
    }
}
