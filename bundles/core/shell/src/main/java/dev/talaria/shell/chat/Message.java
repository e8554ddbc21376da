package dev.talaria.shell.chat;

import dev.talaria.api.base.Attachment;
import java.util.List;

/** What a person says to the agent. */
record Message(String text, List<Attachment> attachments) {
    Message {
        attachments = List.copyOf(attachments);
    }
}
