package dev.talaria.api.agent;

import dev.talaria.api.tool.ToolResult;
import org.osgi.annotation.versioning.ProviderType;

/** The service that runs a tool call that a person wants, without a model. Provided by the engine. */
@ProviderType
public interface ToolCalls {
    /**
     * Runs one call and waits for its result. It is checked, judged by the gate, limited and journaled as a model's call
     * is, in a turn of its own, which waits for its place in the session.
     *
     * @param tool its name
     * @param arguments a JSON object
     * @param turn session, person, directory, sandbox, approval and cancellation; its message and attachments are journaled,
     *     its model is not asked
     * @param listener hears what happens, on the caller's thread; a question too
     * @return unavailable, and nothing is journaled, if the sandbox that the turn names is not installed
     * @throws java.util.concurrent.CancellationException if cancelled before the turn began; nothing happened then
     * @throws dev.talaria.api.store.StoreException if it could not be made durable
     */
    ToolResult call(String tool, String arguments, TurnRequest turn, AgentListener listener);
}
