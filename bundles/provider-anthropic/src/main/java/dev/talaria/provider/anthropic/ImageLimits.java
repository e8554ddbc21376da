package dev.talaria.provider.anthropic;

import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses pictures that the endpoint would refuse, before anything is sent: its own error names a place in the request,
 * which nobody has seen.
 */
final class ImageLimits {
    private static final Set<String> MEDIA_TYPES = Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

    /** The endpoint allows 5 MiB of base64, whose four characters are three bytes. */
    static final long MAX_BYTES = (5L << 20) / 4 * 3;

    private final String endpoint;
    private final long maxBytesTogether;
    private int images;
    private long bytes;

    private ImageLimits(EndpointSettings settings) {
        this.endpoint = settings.endpoint().name();
        this.maxBytesTogether = settings.maxImageBytes();
    }

    /** @throws ModelException naming the first picture that cannot be sent */
    static void check(List<Message> conversation, EndpointSettings settings) {
        var limits = new ImageLimits(settings);
        for (int i = 0; i < conversation.size(); i++) {
            for (Content part : conversation.get(i).content()) {
                if (part instanceof Content.Image image) {
                    limits.check(image, i + 1);
                }
            }
        }
    }

    private void check(Content.Image image, int message) {
        images++;
        bytes += image.data().size();
        if (!MEDIA_TYPES.contains(image.mediaType())) {
            throw refusal(
                    image, message, "is of another type than PNG, JPEG, WebP or GIF", "Convert it to one of them");
        }
        if (image.data().size() > MAX_BYTES) {
            throw refusal(image, message, "is larger than " + megabytes(MAX_BYTES), "Make it smaller");
        }
        if (bytes > maxBytesTogether) {
            throw refusal(
                    image,
                    message,
                    "makes the pictures of this session larger than " + megabytes(maxBytesTogether) + " together",
                    "Send fewer or smaller ones, or raise maxImageMegabytes of the endpoint");
        }
    }

    private ModelException refusal(Content.Image image, int message, String why, String what) {
        return new ModelException(
                Reason.IMAGES_REFUSED,
                String.format(
                        Locale.ROOT,
                        "Picture %d of the session (in message %d, %s, %s) cannot be sent to %s: it %s.",
                        images,
                        message,
                        image.mediaType(),
                        megabytes(image.data().size()),
                        endpoint,
                        why),
                what + ". It stays in this session: start a new one.");
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / (double) (1 << 20));
    }
}
