package dev.talaria.engine.compact;

import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.engine.session.Conversation;
import dev.talaria.engine.usage.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a conversation is.
 *
 * @param tokens of the next request: what the model counted, and an estimate of what came since
 * @param counted how many of them the model counted; 0: all of them are estimated
 * @param prefix estimate of the system text and tools
 */
record Measure(long tokens, long counted, long prefix) {

    static Measure of(Conversation conversation, @Nullable PromptEpoch epoch) {
        long prefix = epoch == null ? 0 : estimate(epoch);
        long counted = conversation.countedTokens();
        long rest = estimate(conversation.uncounted());
        return new Measure(counted > 0 ? counted + rest : prefix + rest, counted, prefix);
    }

    static long estimate(List<ContextEntry> entries) {
        return entries.stream()
                .mapToLong(entry -> Estimate.tokens(entry.message()))
                .sum();
    }

    private static long estimate(PromptEpoch epoch) {
        return Estimate.tokens(new ChatRequest("", epoch.system(), epoch.tools(), List.of(), ToolChoice.AUTO));
    }
}
