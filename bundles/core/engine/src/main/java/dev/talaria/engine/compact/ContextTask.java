package dev.talaria.engine.compact;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.engine.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that is to fit.
 *
 * @param session whose turn it is; every call in it has its output
 * @param model that is asked next
 * @param epoch its prefix; null if none is pinned
 * @param purpose who pays
 * @param newEpoch appends the event of a new epoch, in the commit that makes the conversation shorter
 */
public record ContextTask(
        Session session,
        ModelRef model,
        @Nullable PromptEpoch epoch,
        Purpose purpose,
        Runnable newEpoch,
        AgentListener events,
        Cancellation cancellation) {}
