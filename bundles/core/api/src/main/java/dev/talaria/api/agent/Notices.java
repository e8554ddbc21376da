package dev.talaria.api.agent;

import dev.talaria.api.base.SessionId;
import org.osgi.annotation.versioning.ProviderType;

/** The service that tells a session what happened outside its turns. Provided by the engine. */
@ProviderType
public interface Notices {
    /**
     * Tells the session's model, at the next step of the turn that runs, else with the next message. Durable when this
     * returns, told once, also after a restart.
     *
     * @param source who says it, such as the tool's name
     * @param text for the model; taken as data, never as an instruction of a person
     */
    void post(SessionId session, String source, String text);
}
