package dev.talaria.api.session;

import dev.talaria.api.base.Attachment;
import java.util.List;

/**
 * What was taken back.
 *
 * @param turns how many
 * @param message what began the first of them; empty if that was erased
 * @param attachments that came with it
 */
public record UndoneTurns(int turns, String message, List<Attachment> attachments) {
    public UndoneTurns {
        attachments = List.copyOf(attachments);
    }
}
