package dev.talaria.testkit.model;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.spi.model.ChatModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of {@link ChatModelContract} about what goes wrong. */
abstract class ChatModelFailureContract extends ChatModelFixture {

    @Test
    void cancelledInTheMiddle() throws Exception {
        server.reply(ScriptedReply.text("half of it").holdForever());
        ChatModel model = connect(server);
        var reply = CompletableFuture.supplyAsync(() -> model.chat(request("hello"), listener, cancellation));
        server.awaitContentSent();

        cancellation.cancel("enough");

        assertThatThrownBy(() -> reply.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(CancellationException.class)
                .rootCause()
                .hasMessage("enough");
        server.awaitDisconnect();
    }

    @Test
    void cancelledBefore() {
        cancellation.cancel("never mind");

        assertThatThrownBy(() -> ask(request("hello"))).isInstanceOf(CancellationException.class);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400,'maximum context length is 8192 tokens',CONTEXT_OVERFLOW",
        "400,'no such parameter: tempersture',BAD_REQUEST",
        "401,'who are you',AUTHENTICATION",
        "402,'insufficient credits',BILLING",
        "403,'not for you',AUTHENTICATION",
        "404,'the model nosuch does not exist',MODEL_NOT_FOUND",
        "429,'slow down',RATE_LIMIT",
        "500,'oops',SERVER_ERROR",
        "503,'overloaded',OVERLOADED",
        "504,'deadline exceeded',TIMEOUT",
    })
    void errorsByStatus(int status, String text, Reason expected) {
        server.reply(ScriptedReply.status(status, "{\"error\":{\"message\":\"" + text + "\"}}"));

        ModelException failure = failure(request("hello"));

        assertThat(failure.reason()).isEqualTo(expected);
        assertThat(failure).hasMessageContaining(text);
        assertThat(failure.remedy()).isNotBlank();
    }

    @Test
    void theEndpointsOwnWait() {
        server.reply(ScriptedReply.status(429, "{}", Map.of("Retry-After", "7")));

        assertThat(failure(request("hello")).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void aCutTextIsNoReply() {
        server.reply(ScriptedReply.text("half of").cut());

        assertThat(failure(request("hello")).reason()).isEqualTo(Reason.MALFORMED_REPLY);
    }

    @Test
    void aCutToolCallIsNoReply() {
        assumeTrue(supportsTools(), "the provider has no tools");
        server.reply(
                ScriptedReply.toolCalls(call("read_file", "{\"path\":\"a\"}")).cut());

        assertThat(failure(request("hello")).reason()).isEqualTo(Reason.MALFORMED_REPLY);
    }

    @Test
    void aStreamThatJustStopsIsNoReply() {
        server.reply(ScriptedReply.text("half of").withoutEnd());

        assertThat(failure(request("hello")).reason()).isEqualTo(Reason.MALFORMED_REPLY);
    }

    @Test
    void argumentsThatAreCutAtTheLimitStayCut() {
        assumeTrue(supportsTools(), "the provider has no tools");
        String begun = "{\"path\":\"a";
        server.reply(ScriptedReply.toolCalls(call("c1", "read_file", begun)).finish("length"));

        ChatResponse response = ask(request("hello"));

        assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.message().toolUses()).containsExactly(new Content.ToolUse("c1", "read_file", begun));
    }

    /** Two calls of which the endpoint mixes something up: both as they were meant, or none. */
    @ParameterizedTest
    @CsvSource({
        "'index\":\\d+','index\":0'",
        "'index\":','position\":'",
        "'\"c2\"','\"c1\"'",
        "'\"c[12]\"','\"\"'",
    })
    void callsThatAreMixedUp(String pattern, String replacement) {
        assumeTrue(supportsTools(), "the provider has no tools");
        server.reply(
                ScriptedReply.toolCalls(call("c1", "read_file", "{\"path\":\"a\"}"), call("c2", "find", "{\"n\":1}"))
                        .changed(StreamChanges.text(all -> all.replaceAll(pattern, replacement))));
        try {
            List<Content.ToolUse> uses = ask(request("hello")).message().toolUses();
            assertThat(uses).extracting(Content.ToolUse::id).doesNotContain("").doesNotHaveDuplicates();
            assertThat(uses)
                    .extracting(use -> use.name() + use.rawArguments())
                    .containsExactly("read_file{\"path\":\"a\"}", "find{\"n\":1}");
        } catch (ModelException e) {
            assertThat(e.reason()).isEqualTo(Reason.MALFORMED_REPLY);
        }
    }

    @Test
    void nobodyAnswers() {
        ChatModel model = connect(server);
        server.close();

        var failure =
                catchThrowableOfType(ModelException.class, () -> model.chat(request("hello"), listener, cancellation));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining(server.baseUrl()).hasMessageContaining("refused");
    }
}
