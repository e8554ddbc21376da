package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.ToolUseIds;
import dev.talaria.provider.support.WireJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts one reply of the Responses API together. The stream says everything twice: item by item, and once more in the
 * event that ends it. What came item by item counts if it is all there, else what stands at the end.
 */
final class ResponsesReply {
    private static final String COMPLETED = "completed";
    private static final String INCOMPLETE = "incomplete";

    private final ChatListener listener;
    private final ResponsesItems items;
    private JsonNode result = MissingNode.getInstance();
    private String status = "";
    private String model;

    /** @param model what was asked for, in case the endpoint does not say what answered */
    ResponsesReply(String model, ChatListener listener) {
        this.model = model;
        this.listener = listener;
        this.items = new ResponsesItems(listener);
    }

    /**
     * Takes one event of a stream; others than these mean nothing here.
     *
     * @return whether more is wanted
     */
    boolean accept(String type, JsonNode event) throws MalformedReply {
        if (!event.isObject()) {
            throw new MalformedReply("a JSON object was expected");
        }
        switch (type) {
            case "response.created", "response.in_progress" -> note(event.path("response"));
            case "response.output_item.added" -> items.begin(event);
            case "response.output_item.done" -> items.end(event);
            case "response.output_text.delta", "response.refusal.delta" -> append(event, ResponsesItem.MESSAGE);
            case "response.output_text.done" -> replace(event, ResponsesItem.MESSAGE, "text");
            case "response.refusal.done" -> replace(event, ResponsesItem.MESSAGE, "refusal");
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                append(event, ResponsesItem.REASONING);
            case "response.function_call_arguments.delta" -> append(event, ResponsesItem.CALL);
            case "response.function_call_arguments.done" -> replace(event, ResponsesItem.CALL, "arguments");
            case "response.completed" -> end(event.path("response"), COMPLETED);
            case "response.incomplete" -> end(event.path("response"), INCOMPLETE);
            default -> {
                // What is yet to come, and what the events above say as well.
            }
        }
        return status.isEmpty();
    }

    /** Takes a whole reply. */
    void acceptWhole(JsonNode reply) throws MalformedReply {
        if (!reply.path("output").isArray()) {
            throw new MalformedReply("it has no output");
        }
        end(reply, COMPLETED);
    }

    /** @param request which the reply answers */
    ChatResponse finish(ChatRequest request) throws MalformedReply {
        if (!status.equals(COMPLETED) && !status.equals(INCOMPLETE)) {
            throw new MalformedReply(
                    status.isEmpty() ? "it ends without response.completed" : "its status is " + status);
        }
        List<ResponsesItem> output = output();
        var ids = new ToolUseIds(
                request, output.stream().map(ResponsesItem::callId).toList());
        List<Content> content = new ArrayList<>();
        boolean calls = false;
        for (ResponsesItem item : output) {
            if (isWanted(item)) {
                item.content(ids).ifPresent(content::add);
                calls |= item.isCall();
            }
        }
        return new ChatResponse(new Message(Role.ASSISTANT, content), finishReason(calls), usage(), model);
    }

    private void append(JsonNode event, String type) throws MalformedReply {
        items.of(event, type).append(type, part(event), WireJson.text(event, "delta"));
    }

    private void replace(JsonNode event, String type, String field) throws MalformedReply {
        items.of(event, type).replace(type, part(event), WireJson.text(event, field));
    }

    private static int part(JsonNode event) {
        return event.path("content_index").asInt(0)
                + event.path("summary_index").asInt(0);
    }

    private void note(JsonNode response) {
        String answering = WireJson.text(response, "model");
        model = answering.isEmpty() ? model : answering;
    }

    /** @param unsaid the status if the response has none */
    private void end(JsonNode response, String unsaid) {
        note(response);
        result = response;
        String said = WireJson.text(response, "status");
        status = said.isEmpty() ? unsaid : said;
    }

    private List<ResponsesItem> output() throws MalformedReply {
        List<ResponsesItem> streamed = items.inOrder();
        JsonNode whole = result.path("output");
        if (whole.size() <= streamed.size() && (whole.isEmpty() || allThere(streamed))) {
            return streamed;
        }
        ChatListener first = streamed.isEmpty() ? listener : ChatListener.SILENT;
        List<ResponsesItem> ended = new ArrayList<>();
        for (JsonNode part : whole) {
            ResponsesItem item = new ResponsesItem(first);
            item.end(part);
            ended.add(item);
        }
        if (calls(ended) < calls(streamed)) {
            throw new MalformedReply("its end leaves out a tool call");
        }
        return ended;
    }

    private static boolean allThere(List<ResponsesItem> streamed) {
        return streamed.stream().allMatch(ResponsesItem::isDone);
    }

    private static long calls(List<ResponsesItem> items) {
        return items.stream().filter(ResponsesItem::isCall).count();
    }

    /** A call of which something may be missing is none, but where the limit cut it and whoever gets it is told so. */
    private boolean isWanted(ResponsesItem item) throws MalformedReply {
        if (!item.isCall() || item.isWhole() || finishReason(true) == FinishReason.LENGTH) {
            return true;
        }
        if (status.equals(COMPLETED)) {
            throw new MalformedReply("a tool call has no end");
        }
        return false;
    }

    private FinishReason finishReason(boolean calls) {
        if (status.equals(COMPLETED)) {
            return calls ? FinishReason.TOOL_USE : FinishReason.STOP;
        }
        return switch (WireJson.text(result.path("incomplete_details"), "reason")) {
            case "max_output_tokens", "max_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    private Usage usage() {
        JsonNode usage = result.path("usage");
        JsonNode input = usage.path("input_tokens_details");
        return new Usage(
                WireJson.count(usage, "input_tokens"),
                WireJson.count(input, "cached_tokens"),
                WireJson.count(usage, "output_tokens"),
                WireJson.count(input, "cache_write_tokens"),
                WireJson.count(usage.path("output_tokens_details"), "reasoning_tokens"));
    }
}
