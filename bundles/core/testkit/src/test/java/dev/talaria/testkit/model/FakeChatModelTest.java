package dev.talaria.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakeChatModelTest {
    private final CancellationSource cancellation = new CancellationSource();
    private final RecordingListener listener = new RecordingListener();

    @Test
    void repliesInOrderAndThenTheDefault() {
        var use = FakeChatModel.use("1", "clock", "{}");
        var model = new FakeChatModel()
                .replyTools(use)
                .reply("noon")
                .fail(new ModelException(Reason.RATE_LIMIT, "slow", "wait"))
                .answering(request -> FakeChatModel.response(
                        List.of(new Content.Text(
                                "to " + request.messages().get(0).text())),
                        FinishReason.STOP));

        assertThat(ask(model).message().toolUses()).containsExactly(use);
        assertThat(ask(model).message().text()).isEqualTo("noon");
        assertThatThrownBy(() -> ask(model)).isInstanceOf(ModelException.class);
        assertThat(ask(model).message().text()).isEqualTo("to hi");
        assertThat(model.requests()).hasSize(4);
        assertThat(listener.text()).containsExactly("noon", "to hi");
    }

    @Test
    void withoutAReplyItSaysSo() {
        assertThatThrownBy(() -> ask(new FakeChatModel())).hasMessageContaining("no reply left");
    }

    @Test
    void blocksUntilCancelled() {
        var model = new FakeChatModel().blocking();
        var reply = CompletableFuture.supplyAsync(() -> ask(model));
        model.awaitBlocked();
        assertThat(reply).isNotDone();

        cancellation.cancel("enough");

        assertThatThrownBy(() -> reply.get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(CancellationException.class)
                .rootCause()
                .hasMessage("enough");
    }

    private ChatResponse ask(FakeChatModel model) {
        var request = new ChatRequest("fake-1", "s", List.of(), List.of(Message.user("hi")), ToolChoice.AUTO);
        return model.chat(request, listener, cancellation);
    }
}
