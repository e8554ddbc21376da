package dev.talaria.testkit.model;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.spi.model.ChatModel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every {@link ChatModel} keeps. Extend it, say how to connect, and switch off what the endpoint cannot do. */
public abstract class ChatModelContract extends ChatModelHostileContract {

    @Test
    void textArrivesInOrderAndWhole() {
        server.reply(ScriptedReply.textParts("Grüße ", "an ", "alle 🎈", "."));

        ChatResponse response = ask(request("hello"));

        assertThat(listener.text()).containsExactly("Grüße ", "an ", "alle 🎈", ".");
        assertThat(response.message().role()).isEqualTo(Role.ASSISTANT);
        assertThat(response.message().text()).isEqualTo("Grüße an alle 🎈.");
        assertThat(response.finish()).isEqualTo(FinishReason.STOP);
        assertThat(response.model()).isEqualTo("scripted-1");
    }

    @Test
    void textIsHeardBeforeTheReplyIsComplete() throws Exception {
        var heard = new CountDownLatch(1);
        var rest = new CountDownLatch(1);
        server.reply(ScriptedReply.text("early").holdUntil(rest));
        ChatListener first = new ChatListener() {
            @Override
            public void onText(String delta) {
                heard.countDown();
            }
        };
        ChatModel model = connect(server);
        var reply = CompletableFuture.supplyAsync(() -> model.chat(request("hello"), first, cancellation));

        assertThat(heard.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(reply).isNotDone();
        rest.countDown();
        assertThat(reply.get(DEADLINE_SECONDS, TimeUnit.SECONDS).message().text())
                .isEqualTo("early");
    }

    @Test
    void anEmptyReplyIsAReply() {
        server.reply(ScriptedReply.textParts());

        assertThat(ask(request("hello")).message().text()).isEmpty();
    }

    @Test
    void usageIsWhatTheEndpointCounted() {
        server.reply(ScriptedReply.text("hi").usage(new Usage(1200, 1000, 34)));

        assertThat(ask(request("hello")).usage()).isEqualTo(new Usage(1200, 1000, 34));
    }

    @Test
    void noUsageIsZero() {
        server.reply(ScriptedReply.text("hi").withoutUsage());

        assertThat(ask(request("hello")).usage()).isEqualTo(Usage.NONE);
    }

    @ParameterizedTest
    @CsvSource({"stop,STOP", "length,LENGTH", "content_filter,CONTENT_FILTER", "moonrise,OTHER"})
    void finishReasons(String said, FinishReason expected) {
        server.reply(ScriptedReply.text("hi").finish(said));

        assertThat(ask(request("hello")).finish()).isEqualTo(expected);
    }

    @Test
    void reasoningIsKeptApart() {
        assumeTrue(supportsReasoning(), "the provider has no reasoning");
        server.reply(ScriptedReply.text("42").reasoning("six times seven"));

        ChatResponse response = ask(request("hello"));

        assertThat(String.join("", listener.reasoning())).isEqualTo("six times seven");
        assertThat(response.message().content())
                .containsExactly(new Content.Reasoning("six times seven"), new Content.Text("42"));
    }

    @Test
    void twoToolCallsInOneReply() {
        assumeTrue(supportsTools(), "the provider has no tools");
        String first = "{ \"path\" :  \"a/ü🎈.txt\" }";
        String second = "{\"path\":\"b\"}";
        server.reply(ScriptedReply.toolCalls(call("c1", "read_file", first), call("c2", "read_file", second))
                .after("Both."));

        ChatResponse response = ask(request("read both"));

        assertThat(response.finish()).isEqualTo(FinishReason.TOOL_USE);
        assertThat(response.message().content())
                .containsExactly(
                        new Content.Text("Both."),
                        new Content.ToolUse("c1", "read_file", first),
                        new Content.ToolUse("c2", "read_file", second));
    }

    @Test
    void rawArgumentsAreReplayedAsTheyCame() {
        assumeTrue(supportsTools(), "the provider has no tools");
        String raw = "{ \"path\" : \"\\u00fc\\/x\",\n\t\"n\":1.50 }";
        server.reply("done");

        ask(conversation(
                Message.user("read"),
                new Message(Role.ASSISTANT, List.of(new Content.ToolUse("c1", "read_file", raw))),
                new Message(Role.TOOL, List.of(new Content.ToolOutput("c1", "text", false)))));

        assertThat(replayedArguments(server.requests().get(0))).isEqualTo(raw);
    }

    @Test
    void equalRequestsAreEqualBytes() {
        server.reply("one").reply("two");

        ask(request("hello"));
        ask(request("hello"));

        assertThat(server.requests().get(1).body())
                .isEqualTo(server.requests().get(0).body());
    }

    @Test
    void aLongerConversationKeepsTheBytesBeforeIt() {
        server.reply("one").reply("two");
        var opening = Message.user("the opening words");

        ask(conversation(opening));
        ask(conversation(opening, Message.assistant("one"), Message.user("more")));

        ScriptedRequest earlier = server.requests().get(0);
        byte[] later = server.requests().get(1).body();
        int common = Arrays.mismatch(earlier.body(), later);
        String prefix = new String(later, 0, common, StandardCharsets.UTF_8);
        assertThat(prefix).contains("You are a test.", "the opening words");
        if (supportsTools()) {
            assertThat(prefix).contains("read_file");
        }
    }

    @Test
    void modelsWithTheDefaultFirst() {
        assumeTrue(supportsModelList(), "the endpoint lists no models");
        server.models("a-model", "scripted-1", "z-model");

        assertThat(connect(server).models(new CancellationSource()))
                .extracting(ModelInfo::id)
                .startsWith("scripted-1")
                .contains("a-model", "z-model")
                .doesNotHaveDuplicates();
    }

    @Test
    void theEndpointStaysTheSame() {
        ChatModel model = connect(server);

        assertThat(model.endpoint()).isEqualTo(model.endpoint());
        assertThat(model.endpoint().name()).isNotBlank();
    }
}
