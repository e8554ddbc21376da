package dev.talaria.provider.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.base.Blob;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.Role;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures in requests. */
class ImagesTest {
    private final EndpointSettings settings = TestEndpoints.settings("http://127.0.0.1:9");

    @Test
    void aPictureAsTheLastBlockCarriesTheMarker() {
        byte[] bytes = {1, 2, -3};

        assertThat(body(user(new Content.Text("Look:"), new Content.Image("image/png", Blob.of(bytes)))))
                .contains("{\"type\":\"text\",\"text\":\"Look:\"},"
                        + "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
                        + Base64.getEncoder().encodeToString(bytes)
                        + "\"},\"cache_control\":{\"type\":\"ephemeral\"}}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/jpeg", "image/webp", "image/gif"})
    void theLargestThatIsSent(String mediaType) {
        String body = body(user(image(mediaType, ImageLimits.MAX_BYTES)));

        int data = body.indexOf("\"data\":\"") + 8;
        assertThat(body.indexOf('"', data) - data).as("characters of base64").isEqualTo(5 << 20);
    }

    @Test
    void oneThatIsTooLarge() {
        ModelException failure = failure(
                user(image("image/png", 10)),
                user(image("image/gif", 1), image("image/png", ImageLimits.MAX_BYTES + 1)));

        assertThat(failure.reason()).isEqualTo(Reason.IMAGES_REFUSED);
        assertThat(failure)
                .hasMessage("Picture 3 of the session (in message 2, image/png, 3.75 MB) cannot be sent to test:"
                        + " it is larger than 3.75 MB.");
        assertThat(failure.remedy()).contains("smaller", "new one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/bmp", "image/svg+xml", "application/pdf", ""})
    void oneOfAnotherType(String mediaType) {
        ModelException failure = failure(user(image(mediaType, 10)));

        assertThat(failure.reason()).isEqualTo(Reason.IMAGES_REFUSED);
        assertThat(failure).hasMessageContaining("Picture 1 ").hasMessageContaining("PNG, JPEG, WebP or GIF");
        assertThat(failure.remedy()).contains("Convert");
    }

    @Test
    void tooManyTogether() {
        Content third = image("image/png", 3L << 20);
        assertThat(body(user(third, third))).contains("image/png");

        ModelException failure = failure(user(third), user(third), user(third));

        assertThat(failure.reason()).isEqualTo(Reason.IMAGES_REFUSED);
        assertThat(failure).hasMessageContaining("Picture 3 ").hasMessageContaining("8.00 MB together");
        assertThat(failure.remedy()).contains("maxImageMegabytes");
    }

    private ModelException failure(Message... messages) {
        ModelException failure = catchThrowableOfType(ModelException.class, () -> body(messages));
        assertThat(failure).as("a ModelException was expected").isNotNull();
        return failure;
    }

    private String body(Message... messages) {
        var request = new ChatRequest("m", "s", List.of(), List.of(messages), ToolChoice.AUTO);
        return new String(RequestWriter.write(request, settings), UTF_8);
    }

    private static Message user(Content... content) {
        return new Message(Role.USER, List.of(content));
    }

    private static Content image(String mediaType, long bytes) {
        return new Content.Image(mediaType, Blob.of(new byte[(int) bytes]));
    }
}
