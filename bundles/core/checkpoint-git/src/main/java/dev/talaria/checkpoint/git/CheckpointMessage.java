package dev.talaria.checkpoint.git;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a commit says about its checkpoint, as text: a line for people, then named lines.
 *
 * @param reason one line, with what was left out
 * @param taken git keeps seconds only
 * @param ownerOnly files that nobody else may read once they are restored
 */
record CheckpointMessage(String reason, String workspace, Instant taken, List<String> ownerOnly) {
    private static final String WORKSPACE = "Workspace: ";
    private static final String TAKEN = "Taken: ";
    private static final String OWNER_ONLY = "Owner-Only: ";
    private static final int MOST_REASON = 500;

    CheckpointMessage {
        ownerOnly = List.copyOf(ownerOnly);
    }

    static String reason(String reason, String leftOut) {
        String line = reason.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        String shortened = line.length() > MOST_REASON ? line.substring(0, MOST_REASON) + "…" : line;
        return leftOut.isEmpty() ? shortened : shortened + " (left out: " + leftOut + ")";
    }

    String text() {
        StringBuilder text = new StringBuilder(reason).append("\n\n");
        text.append(WORKSPACE).append(encoded(workspace)).append('\n');
        text.append(TAKEN).append(taken).append('\n');
        ownerOnly.forEach(path -> text.append(OWNER_ONLY).append(encoded(path)).append('\n'));
        return text.toString();
    }

    /** @throws IllegalArgumentException or {@link java.time.DateTimeException} if the text is not of this form */
    static CheckpointMessage parse(String text) {
        String[] lines = text.split("\n");
        List<String> ownerOnly = new ArrayList<>();
        String workspace = "";
        Instant taken = Instant.EPOCH;
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].startsWith(WORKSPACE)) {
                workspace = decoded(lines[i].substring(WORKSPACE.length()));
            } else if (lines[i].startsWith(TAKEN)) {
                taken = Instant.parse(lines[i].substring(TAKEN.length()));
            } else if (lines[i].startsWith(OWNER_ONLY)) {
                ownerOnly.add(decoded(lines[i].substring(OWNER_ONLY.length())));
            }
        }
        if (workspace.isEmpty()) {
            throw new IllegalArgumentException("A commit that is no checkpoint");
        }
        return new CheckpointMessage(lines[0], workspace, taken, ownerOnly);
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
