package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.testkit.model.ScriptedReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read who meet a refusal. */
class RemediesTest extends WireFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "404 No endpoints found that support image input",
                "500 image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
                "400 Invalid content type. image_url is only supported by certain models.",
                "400 Qwen/Qwen3-0.6B is not a multimodal model None",
                "400 Model does not support images. Please use a model that does.",
                "400 messages[0]: unknown variant `image_url`, expected `text`",
            })
    void aModelThatCannotLookAtPictures(String refusal) {
        ModelException failure = refused(refusal);

        assertThat(failure.reason()).isEqualTo(Reason.IMAGES_REFUSED);
        assertThat(failure.shown())
                .contains(refusal.substring(4), "vision in taskModels", "images=no", "model:list")
                .contains(server.baseUrl());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 You uploaded an unsupported image. Please make sure your image is valid.|PNG or JPEG",
                "400 registry.ollama.ai/library/gemma3:4b does not support tools|cannot call tools",
                "404 No endpoints found that support tool use.|cannot call tools",
                "404 No endpoints found matching your data policy.|routingDataCollection",
                "400 Unsupported value: `reasoning_effort` does not support `xhigh` with this model.|reasoningEffort",
            })
    void whatToDo(String refusal, String expected) {
        assertThat(refused(refusal).shown()).contains(refusal.substring(4), expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 something else|does not accept this kind of request",
                "429 Try without reasoning_effort|Try again later",
            })
    void othersHaveTheRemedyOfTheirReason(String refusal, String expected) {
        assertThat(refused(refusal).shown()).contains(expected);
    }

    private ModelException refused(String refusal) {
        server.reply(ScriptedReply.status(
                Integer.parseInt(refusal.substring(0, 3)),
                "{\"error\":{\"message\":\"" + refusal.substring(4) + "\",\"code\":null}}"));
        return failure();
    }
}
