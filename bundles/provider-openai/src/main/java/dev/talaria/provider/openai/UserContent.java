package dev.talaria.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The content of messages that people send: a text, or texts and pictures in their order. */
final class UserContent {
    private UserContent() {}

    /** @throws ModelException if the pictures of the messages are more than the endpoint may be sent */
    static void check(List<Message> messages, EndpointSettings settings) {
        long bytes = messages.stream()
                .flatMap(message -> message.content().stream())
                .filter(part -> part instanceof Content.Image)
                .mapToLong(part -> ((Content.Image) part).data().size())
                .sum();
        long most = settings.options().maxImageBytes();
        if (bytes > most) {
            throw new ModelException(
                    Reason.IMAGES_REFUSED,
                    "The pictures of this session have " + megabytes(bytes) + " together; endpoint "
                            + settings.endpoint().name() + " may be sent " + megabytes(most) + ".",
                    "Start a new session with fewer or smaller ones, or raise maxImageMegabytes of the endpoint.");
        }
    }

    /** Writes the field {@code content}; a plain string where there is no picture, for servers that know only that. */
    static void write(JsonGenerator json, Message message) throws IOException {
        if (message.content().stream().noneMatch(part -> part instanceof Content.Image)) {
            json.writeStringField("content", message.text());
            return;
        }
        json.writeArrayFieldStart("content");
        for (Content part : message.content()) {
            if (part instanceof Content.Text text) {
                json.writeStartObject();
                json.writeStringField("type", "text");
                json.writeStringField("text", text.text());
                json.writeEndObject();
            } else if (part instanceof Content.Image image) {
                json.writeStartObject();
                json.writeStringField("type", "image_url");
                json.writeObjectFieldStart("image_url");
                json.writeStringField("url", dataUrl(image));
                json.writeEndObject();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static String dataUrl(Content.Image image) {
        return "data:" + image.mediaType() + ";base64,"
                + Base64.getEncoder().encodeToString(image.data().bytes());
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / (double) (1 << 20));
    }
}
