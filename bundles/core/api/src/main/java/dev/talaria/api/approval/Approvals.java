package dev.talaria.api.approval;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service where people look after approvals. Provided by the engine. */
@ProviderType
public interface Approvals {
    /** The remembered answers that still hold, the newest first. */
    List<ApprovalRule> rules();

    /** @return false if there is no such rule (any more) */
    boolean revoke(String id);

    /** What would happen to a command, and why. Nothing is run, asked or journaled. */
    Explanation explain(String command, String cwd);

    /**
     * @param effects what the command was understood to do; empty if it touches nothing
     * @param verdicts one decision for each {@link ApprovalMode}, in its order
     * @param mode the mode that is configured
     */
    record Explanation(List<Explained> effects, List<Decision> verdicts, ApprovalMode mode) {
        public Explanation {
            effects = List.copyOf(effects);
            verdicts = List.copyOf(verdicts);
        }
    }

    /** An effect and the row of the table that it falls under. */
    record Explained(Effect effect, EffectClass effectClass) {}
}
