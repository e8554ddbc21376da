package dev.talaria.provider.openai;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.testkit.model.ScriptedReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One event of a stream is lost, repeated, late or the last: the reply is right or none. */
class ResponsesEventLossTest extends WireFixture {
    private static final List<Content> RIGHT = List.of(
            new Content.Reasoning("two files"),
            new Content.Text("Reading both."),
            new Content.ToolUse("a", "read_file", "{\"path\":\"x\"}"),
            new Content.ToolUse("b", "read_file", "{\"path\":\"y\"}"));

    @Override
    WireApi api() {
        return WireApi.RESPONSES;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lost(boolean outputAtTheEnd) throws IOException {
        assertThat(rightOnes(outputAtTheEnd, (events, i) -> events.remove((int) i)))
                .isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void repeated(boolean outputAtTheEnd) throws IOException {
        int count = rightOnes(outputAtTheEnd, (events, i) -> events.add(i, events.get(i)));

        assertThat(count).isEqualTo(stream(outputAtTheEnd).size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void late(boolean outputAtTheEnd) throws IOException {
        int count = rightOnes(outputAtTheEnd, (events, i) -> Collections.swap(events, i, Math.max(0, i - 1)));

        assertThat(count).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void last(boolean outputAtTheEnd) throws IOException {
        int count = rightOnes(outputAtTheEnd, (events, i) -> events.subList(i + 1, events.size())
                .clear());

        assertThat(count).as("only the whole stream").isEqualTo(1);
    }

    /** Changes the stream at each of its events in turn, and counts the replies, each of which has to be right. */
    private int rightOnes(boolean outputAtTheEnd, BiConsumer<List<String>, Integer> change) throws IOException {
        List<String> events = stream(outputAtTheEnd);
        return (int) IntStream.range(0, events.size())
                .filter(i -> {
                    List<String> changed = new ArrayList<>(events);
                    change.accept(changed, i);
                    return isRight(changed);
                })
                .count();
    }

    private boolean isRight(List<String> events) {
        server.reply(ScriptedReply.rawStream(String.join("", events)));
        try {
            var response = ask();
            assertThat(response.message().content()).as("%s", events).isEqualTo(RIGHT);
            assertThat(response.finish()).isEqualTo(FinishReason.TOOL_USE);
            return true;
        } catch (ModelException e) {
            assertThat(e.reason()).isEqualTo(Reason.MALFORMED_REPLY);
            return false;
        }
    }

    private List<String> stream(boolean outputAtTheEnd) throws IOException {
        server.reply(ScriptedReply.toolCalls(
                        call("a", "read_file", "{\"path\":\"x\"}"), call("b", "read_file", "{\"path\":\"y\"}"))
                .after("Reading both.")
                .reasoning("two files"));
        Request request = new Request.Builder()
                .url(server.baseUrl() + "/responses")
                .post(RequestBody.create("{\"stream\":true}".getBytes()))
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            String[] events = response.body().string().split("(?<=\n\n)");
            int end = events.length - 1;
            assertThat(events[end]).startsWith("event: response.completed");
            if (!outputAtTheEnd) {
                events[end] = "data: {\"type\":\"response.completed\",\"response\":{\"output\":[]}}\n\n";
            }
            return List.of(events);
        }
    }
}
