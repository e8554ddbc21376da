package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.ToolUseIds;
import dev.talaria.provider.support.WireJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts one reply together from its events. Strict where a mistake could make half a tool call look whole: a block
 * begins once, gets deltas while it is open, and has to end.
 */
final class ReplyAssembler {
    private static final Set<String> CUT = Set.of("max_tokens", "model_context_window_exceeded");

    private final ChatListener listener;
    private final Map<Integer, Block> blocks = new LinkedHashMap<>();
    private final ReplyUsage usage = new ReplyUsage();
    private String model;
    private String stopReason = "";
    private boolean started;
    private boolean stopped;

    /** @param model what was asked for, in case the endpoint does not say what answered */
    ReplyAssembler(String model, ChatListener listener) {
        this.model = model;
        this.listener = listener;
    }

    /**
     * Takes one event of a stream; others than these mean nothing here.
     *
     * @return whether more is wanted
     */
    boolean accept(JsonNode event) throws MalformedReply {
        if (!event.isObject()) {
            throw new MalformedReply("a JSON object was expected");
        }
        switch (WireJson.text(event, "type")) {
            case "message_start" -> start(event.path("message"));
            case "content_block_start" -> begin(index(event), event.path("content_block"));
            case "content_block_delta" -> open(event).accept(event.path("delta"));
            case "content_block_stop" -> open(event).close();
            case "message_delta" -> {
                stop(event.path("delta"));
                usage.accept(event.path("usage"));
            }
            case "message_stop" -> stopped = true;
            default -> {
                // ping, and what is yet to come.
            }
        }
        return !stopped;
    }

    /** Takes a whole reply. */
    void acceptWhole(JsonNode message) throws MalformedReply {
        if (!message.path("content").isArray()) {
            throw new MalformedReply("it has no content");
        }
        start(message);
        for (JsonNode block : message.path("content")) {
            begin(blocks.size(), block);
        }
        blocks.values().forEach(Block::close);
        stop(message);
        stopped = true;
    }

    /** Whether nothing of the message itself can be missing. */
    boolean isComplete() {
        return started
                && (stopped || !stopReason.isEmpty())
                && blocks.values().stream().noneMatch(Block::isOpen);
    }

    /** @param request which the reply answers */
    ChatResponse finish(ChatRequest request) throws MalformedReply {
        if (!isComplete()) {
            throw new MalformedReply(missing());
        }
        var ids = new ToolUseIds(
                request, blocks.values().stream().map(Block::toolUseId).toList());
        List<Content> content = new ArrayList<>();
        int after = blocks.size();
        for (Block block : blocks.values()) {
            after--;
            block.content(ids, after == 0 && CUT.contains(stopReason)).ifPresent(content::add);
        }
        var message = new Message(Role.ASSISTANT, content);
        return new ChatResponse(message, finishReason(!message.toolUses().isEmpty()), usage.total(), model);
    }

    private void start(JsonNode message) throws MalformedReply {
        if (started) {
            throw new MalformedReply("it begins twice");
        }
        started = true;
        String answering = WireJson.text(message, "model");
        model = answering.isEmpty() ? model : answering;
        usage.accept(message.path("usage"));
    }

    private void begin(int index, JsonNode start) throws MalformedReply {
        if (blocks.putIfAbsent(index, new Block(start, listener)) != null) {
            throw new MalformedReply("block " + index + " begins twice");
        }
    }

    private Block open(JsonNode event) throws MalformedReply {
        int index = index(event);
        Block block = blocks.get(index);
        if (block == null || !block.isOpen()) {
            throw new MalformedReply(
                    "block " + index + (block == null ? " has no beginning" : " goes on after its end"));
        }
        return block;
    }

    private static int index(JsonNode event) throws MalformedReply {
        JsonNode index = event.path("index");
        if (!index.isInt()) {
            throw new MalformedReply("a block has no index");
        }
        return index.intValue();
    }

    private void stop(JsonNode delta) {
        String reason = WireJson.text(delta, "stop_reason");
        stopReason = reason.isEmpty() ? stopReason : reason;
    }

    private String missing() {
        if (!started) {
            return "it ends without a message_start";
        }
        return stopped || !stopReason.isEmpty() ? "a block has no end" : "it ends without a stop reason";
    }

    private FinishReason finishReason(boolean callsTools) {
        if (CUT.contains(stopReason)) {
            return FinishReason.LENGTH;
        }
        return switch (stopReason) {
            // Some gateways say "end_turn" after tool uses, and "tool_use" without any.
            case "end_turn", "stop_sequence", "tool_use" -> callsTools ? FinishReason.TOOL_USE : FinishReason.STOP;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
