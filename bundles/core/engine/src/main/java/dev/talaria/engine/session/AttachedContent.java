package dev.talaria.engine.session;

import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.model.Content;
import dev.talaria.engine.context.Fence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** What a model is shown of an attachment. */
final class AttachedContent {
    /** Those that every provider which takes pictures takes. */
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

    private static final int MOST_TEXT_BYTES = 256 << 10;

    private AttachedContent() {}

    static Content of(Attachment attachment) {
        if (PICTURES.contains(attachment.mediaType())) {
            return new Content.Image(attachment.mediaType(), attachment.data());
        }
        return new Content.Text(
                attachment.mediaType().startsWith("text/")
                        ? text(attachment)
                        : about(attachment) + " It is of a kind that cannot be shown here.");
    }

    private static String text(Attachment attachment) {
        byte[] bytes;
        try {
            bytes = attachment.data().bytes();
        } catch (TalariaException e) {
            return about(attachment) + " It cannot be read: " + e.getMessage();
        }
        boolean whole = bytes.length <= MOST_TEXT_BYTES;
        String text = new String(whole ? bytes : Arrays.copyOf(bytes, MOST_TEXT_BYTES), StandardCharsets.UTF_8);
        return about(attachment)
                + (whole ? "" : " Only its first " + MOST_TEXT_BYTES + " bytes are shown.")
                + "\n" + Fence.around("attachment", text);
    }

    private static String about(Attachment attachment) {
        return "Attached file '" + attachment.name() + "' (" + attachment.mediaType() + ", "
                + attachment.data().size() + " bytes).";
    }
}
