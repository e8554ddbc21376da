package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.WireJson;
import java.util.ArrayList;
import java.util.List;

/** Puts one reply together from its chunks. */
final class ReplyAssembler {
    private final ChatListener listener;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final ThinkSplitter splitter = new ThinkSplitter(this::say, this::think);
    private final ToolUseAssembler toolUses = new ToolUseAssembler();
    private final ReasoningDetails details = new ReasoningDetails();
    private final Preset preset;
    private ReplyUsage usage = ReplyUsage.NONE;
    private String finishReason = "";
    private boolean whole;
    /** Whether thoughts come in a field of their own, which the details then only repeat. */
    private boolean thoughtApart;

    private String model;

    /** @param model what was asked for, in case the endpoint does not say what answered */
    ReplyAssembler(String model, ChatListener listener, Preset preset) {
        this.model = model;
        this.listener = listener;
        this.preset = preset;
    }

    /** Takes one chunk of a stream. */
    void acceptChunk(JsonNode chunk) throws MalformedReply {
        accept(chunk, "delta");
    }

    /** Takes a whole reply: what some servers answer although a stream was asked for. */
    void acceptWhole(JsonNode reply) throws MalformedReply {
        if (!reply.path("choices").path(0).path("message").isObject()) {
            throw new MalformedReply("it has no choices");
        }
        whole = true;
        accept(reply, "message");
        if (finishReason.isEmpty()) {
            finishReason = "unsaid";
        }
    }

    /** Whether the endpoint said why it stopped: nothing of the reply itself is missing then. */
    boolean isFinished() {
        return !finishReason.isEmpty();
    }

    /** @param request which the reply answers */
    ChatResponse finish(ChatRequest request) throws MalformedReply {
        if (finishReason.equals("error")) {
            throw new MalformedReply("the endpoint broke it off with an error that it does not name");
        }
        splitter.finish();
        List<Content> content = new ArrayList<>();
        if (!details.isEmpty()) {
            content.add(details.reasoning(reasoning.toString()));
        } else if (reasoning.length() > 0) {
            content.add(new Content.Reasoning(reasoning.toString()));
        }
        if (text.length() > 0) {
            content.add(new Content.Text(text.toString()));
        }
        content.addAll(toolUses.finish(request));
        return usage.in(new ChatResponse(new Message(Role.ASSISTANT, content), finishReason(), Usage.NONE, model));
    }

    private void accept(JsonNode chunk, String part) throws MalformedReply {
        if (!chunk.isObject()) {
            throw new MalformedReply("a JSON object was expected");
        }
        String answering = WireJson.text(chunk, "model");
        model = answering.isEmpty() ? model : answering;
        if (chunk.path("usage").isObject()) {
            usage = ReplyUsage.of(chunk.path("usage"), preset);
        }
        // Only one choice was asked for.
        JsonNode choice = chunk.path("choices").path(0);
        acceptMessage(choice.path(part));
        String reason = WireJson.text(choice, "finish_reason");
        finishReason = reason.isEmpty() ? finishReason : reason;
    }

    private void acceptMessage(JsonNode message) {
        // Two names are in use; a server that sends both sends the same twice.
        String content = WireJson.text(message, "reasoning_content");
        String thought = content.isEmpty() ? WireJson.text(message, "reasoning") : content;
        think(thought);
        thoughtApart |= !thought.isEmpty();
        if (preset.speaksOpenRouter()) {
            acceptDetails(message.path("reasoning_details"));
        }
        String spoken = WireJson.text(message, "content") + WireJson.text(message, "refusal");
        if (!spoken.isEmpty()) {
            splitter.accept(spoken);
        }
        for (JsonNode call : message.path("tool_calls")) {
            toolUses.accept(call);
        }
    }

    private void acceptDetails(JsonNode parts) {
        if (whole) {
            details.acceptWhole(parts);
        } else {
            details.acceptParts(parts);
        }
        if (!thoughtApart) {
            think(ReasoningDetails.text(parts));
        }
    }

    private void say(String delta) {
        text.append(delta);
        listener.onText(delta);
    }

    private void think(String delta) {
        if (!delta.isEmpty()) {
            reasoning.append(delta);
            listener.onReasoning(delta);
        }
    }

    private FinishReason finishReason() {
        return switch (finishReason) {
            // Some servers say "stop" after tool calls, and some "tool_calls" without any.
            case "stop", "tool_calls", "function_call" ->
                toolUses.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_USE;
            case "length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
