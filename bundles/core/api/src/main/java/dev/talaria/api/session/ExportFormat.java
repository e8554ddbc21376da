package dev.talaria.api.session;

import java.util.Locale;
import java.util.Optional;

/** How a session is written for others. */
public enum ExportFormat {
    /** The whole journal, event by event, what was undone and what this version does not know included. */
    JSON,
    /** What counts of the conversation, for people. */
    MARKDOWN,
    /** What counts of the conversation as one line of {@code conversations}, for training. */
    SHAREGPT,
    /** What counts of the conversation as an Agent Trajectory Interchange Format document. */
    ATIF;

    /** On the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ExportFormat> of(String key) {
        for (ExportFormat format : values()) {
            if (format.key().equals(key)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
