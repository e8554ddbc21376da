package dev.talaria.spi.agent;

import dev.talaria.api.agent.TurnInfo;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Message;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees, and in part changes, what goes to models and tools and what comes back. Register it as an OSGi service; the
 * higher {@code service.ranking} comes first on the way out and last on the way back. Called by the engine, on the
 * turn's thread and on threads of tool calls, several at once.
 *
 * <p>It can refuse a call, never allow one: the gate decides after it. It cannot change the pinned prefix. One that
 * throws refuses what it was asked about: a guard that broke must not let things pass.
 */
@ConsumerType
public interface TurnInterceptor {
    /** The messages to send instead; what is journaled stays as it is. Throwing ends the turn as failed. */
    default List<Message> beforeModel(ChatRequest request, TurnInfo turn) {
        return request.messages();
    }

    /** Only looks. What it throws is logged. */
    default void afterModel(ChatRequest request, ChatResponse response, TurnInfo turn) {}

    /** A result instead of running the call; empty to let it go on to the gate. Throwing refuses the call. */
    default Optional<ToolResult> beforeTool(ToolCall call, TurnInfo turn) {
        return Optional.empty();
    }

    /**
     * A turn has ended, whatever became of it; not called for one that never began. Only looks. What it throws is logged.
     *
     * @param took from the moment that its message was durable
     */
    default void afterTurn(TurnInfo turn, TurnResult result, Duration took) {}

    /** The result to journal and to show the model instead. Throwing withholds the text. */
    default ToolResult afterTool(ToolCall call, ToolResult result, TurnInfo turn) {
        return result;
    }
}
