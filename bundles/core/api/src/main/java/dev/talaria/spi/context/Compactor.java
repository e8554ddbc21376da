package dev.talaria.spi.context;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.ModelException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides what becomes of a conversation that grows too long. Register it as an OSGi service; the engine asks the one
 * with the highest ranking, and its own if there is none, or if that one throws or proposes what would part a tool call
 * from its output. Called on the turn's thread.
 */
@ConsumerType
public interface Compactor {
    /** @return empty if nothing can be made shorter */
    Optional<Compaction> compact(Request request, Summarizer summarizer, Cancellation cancellation);

    /**
     * What is to be made shorter.
     *
     * @param entries the conversation, oldest first; every tool call has its output
     * @param tokens of the whole request now, as the model counts them as far as it has
     * @param prefixTokens of the system text and tools, which stay
     * @param window of the model, in tokens; 0 if nobody knows
     * @param target tokens that the conversation should have after it, prefix included
     * @param focus what the person wants to be kept; empty for nothing in particular
     */
    record Request(List<ContextEntry> entries, long tokens, long prefixTokens, long window, long target, String focus) {
        public Request {
            entries = List.copyOf(entries);
        }
    }

    /** Asks the model for compactions, once for each compaction; given by the engine. */
    interface Summarizer {
        /**
         * @param instructions what to write
         * @param text what to write it of; secrets are taken out before it is sent
         * @param maxTokens of the answer
         * @throws ModelException if it could not be had; a summary without a model is then better than none
         */
        String ask(String instructions, String text, int maxTokens);

        /** Its name, for {@link Compaction#how}. */
        String model();
    }
}
