package dev.talaria.api.interact;

import dev.talaria.api.base.Principal;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service where front-ends bring answers. Provided by the engine. */
@ProviderType
public interface Interactions {
    List<PendingQuestion> pending();

    /**
     * Answers a question.
     *
     * @return false, and nothing happens, if the question is gone, was answered, is not this principal's or has no
     *     such choice
     */
    boolean answer(String questionId, Principal by, String choiceId);
}
