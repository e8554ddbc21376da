package dev.talaria.api.interact;

import org.osgi.annotation.versioning.ProviderType;

/** The person behind one turn. Approvals and a tool's own questions go the same way. */
@ProviderType
public interface Interaction {
    /** Whether somebody is there to answer. */
    boolean attended();

    /** Asks and waits: until an answer, the question's expiry or the turn's end. Never throws for a missing person. */
    Answer ask(Question question);
}
