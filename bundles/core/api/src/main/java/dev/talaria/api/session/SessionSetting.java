package dev.talaria.api.session;

import java.util.Locale;
import java.util.Optional;

/** What a session may have for itself instead of what is configured. */
public enum SessionSetting {
    /** As in {@link dev.talaria.api.model.Models#choose}. Begins no new epoch. */
    MODEL,
    /** Names of toolsets, with commas between: only their tools. Begins a new epoch at the next turn. */
    TOOLSETS,
    /** Name of the sandbox that tools work in. */
    SANDBOX,
    /** How much runs without a question: the word of an {@link dev.talaria.api.approval.ApprovalMode}. */
    APPROVAL;

    /** In the journal and on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SessionSetting> of(String key) {
        for (SessionSetting setting : values()) {
            if (setting.key().equals(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }
}
