package dev.talaria.api.approval;

import java.util.Locale;
import java.util.Optional;

/** How much runs without a question. The table of what each mode allows is in {@code docs/security.md}. */
public enum ApprovalMode {
    /** Reading runs; the rest is asked. */
    ASK,
    /** Changes of the workspace and its own code run too. */
    WORKSPACE,
    /** What can be understood and is neither privileged nor destructive runs. */
    ALL;

    /** As people and configurations write it: {@code ask}, {@code workspace}, {@code all}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ApprovalMode> of(String word) {
        for (ApprovalMode mode : values()) {
            if (mode.word().equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
