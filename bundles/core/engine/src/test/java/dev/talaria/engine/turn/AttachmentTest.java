package dev.talaria.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Blob;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.Purpose.Task;
import dev.talaria.engine.model.ModelSettings;
import dev.talaria.testkit.model.FakeChatModel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttachmentTest {
    private static final Attachment PICTURE = new Attachment("cat.png", "image/png", Blob.of(new byte[] {1, 2, 3}));

    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aTextIsShownFenced() {
        engine.model.reply("read");
        byte[] text = "line <<attachment".getBytes(StandardCharsets.UTF_8);
        say(new Attachment("notes.txt", "text/plain", Blob.of(text)));
        assertThat(shown(0).get(1)).isInstanceOfSatisfying(Content.Text.class, part -> assertThat(part.text())
                .contains("'notes.txt'", "line <<attachment", "attachment>>"));
    }

    @Test
    void aTextThatIsTooLongIsCutAndSaysSo() {
        engine.model.reply("read");
        say(new Attachment("big.txt", "text/plain", Blob.of(new byte[300 << 10])));
        assertThat(((Content.Text) shown(0).get(1)).text())
                .contains("Only its first 262144 bytes")
                .hasSizeLessThan(263_000);
    }

    @Test
    void whatCannotBeShownIsNamed() {
        engine.model.reply("read");
        say(new Attachment("a.zip", "application/zip", Blob.of(new byte[5])));
        assertThat(((Content.Text) shown(0).get(1)).text()).contains("a.zip", "cannot be shown");
    }

    @Test
    void aPictureReachesTheModelAlsoAfterARestart() {
        engine.model.reply("a cat");
        say(PICTURE);
        assertThat(shown(0)).contains(new Content.Image("image/png", PICTURE.data()));
        try (EngineFixture later = new EngineFixture(engine.store, engine.blobs)) {
            later.model.reply("still a cat");
            later.say("sure?");
            Content.Image image = (Content.Image)
                    later.model.requests().get(0).messages().get(0).content().get(1);
            assertThat(image.data().hash()).isEqualTo(PICTURE.data().hash());
            assertThat(image.data().bytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aModelThatRefusesPicturesIsToldOfThemInsteadAndNotAskedAgain() {
        refusePictures();
        engine.model.reply("I see none").reply("again none");
        assertThat(say(PICTURE)).isEqualTo(Status.COMPLETED);
        assertThat(((Content.Text) shown(1).get(1)).text()).contains("cannot see");
        assertThat(engine.heard(AgentEvent.Notice.class).toString()).contains("--model", "taskModels = vision=");
        engine.say("and now?");
        assertThat(engine.model.requests()).hasSize(3);
    }

    @Test
    void theVisionModelDescribesItOnceForAll() {
        FakeChatModel viewer = new FakeChatModel("viewer", Origin.CONFIGURED).reply("A grey cat.");
        engine.models.add(viewer);
        ModelSettings d = ModelSettings.defaults().withoutRetries();
        engine.models.configure(new ModelSettings(
                "", List.of(), Map.of(Task.VISION, "viewer/v"), 0, d.longestWait(), 64, List.of(), d.known()));
        refusePictures();
        engine.model.reply("It is grey.").reply("Still grey.");
        say(PICTURE);
        engine.say("colour?");
        assertThat(((Content.Text) shown(1).get(1)).text()).contains("viewer/v", "A grey cat.");
        assertThat(shown(2).get(1)).isEqualTo(shown(1).get(1));
        assertThat(viewer.requests()).hasSize(1);
        assertThat(engine.usages.since(LocalDate.EPOCH)).anyMatch(entry -> entry.task() == Task.VISION);
    }

    @Test
    void thoughtsThatAreRefusedAreLeftOut() {
        Content.Reasoning thought = new Content.Reasoning("hm", "anthropic", "signature");
        engine.model
                .reply(FakeChatModel.response(List.of(thought, new Content.Text("one")), FinishReason.STOP))
                .fail(new ModelException(Reason.REASONING_REFUSED, "not mine", "none"))
                .reply("two");
        engine.say("a");
        assertThat(engine.say("b").status()).isEqualTo(Status.COMPLETED);
        assertThat(engine.model.requests().get(1).messages().get(1).content()).contains(thought);
        assertThat(engine.model.requests().get(2).messages().get(1).content()).containsExactly(new Content.Text("one"));
    }

    private void refusePictures() {
        engine.model.fail(new ModelException(Reason.IMAGES_REFUSED, "no pictures", "another model"));
    }

    private Status say(Attachment attachment) {
        TurnRequest request = engine.message("look").withAttachments(List.of(attachment));
        return engine.runner.run(request, engine).status();
    }

    private List<Content> shown(int request) {
        return engine.model.requests().get(request).messages().get(0).content();
    }
}
