package dev.talaria.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Json;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.Role;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.testkit.model.RecordingListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineChatModelTest {
    private static final List<ToolDefinition> TOOLS = List.of(
            new ToolDefinition("terminal", "Runs a command. Waits for it.", Json.object()),
            new ToolDefinition("read_file", "Reads a file\nin lines", Json.object()));

    private final OfflineChatModel model = new OfflineChatModel();
    private final CancellationSource cancellation = new CancellationSource();
    private final RecordingListener listener = new RecordingListener();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "run `df -h`|terminal|command|df -h",
                "Please run the command `ls \"a b\"` for me|terminal|command|ls \"a b\"",
                "run 'df -h'|terminal|command|df -h",
                "execute echo \"hi\" 'you'|terminal|command|echo \"hi\" 'you'",
                "run printf 'a\\tb' 🎈|terminal|command|printf 'a\\tb' 🎈",
                "read pom.xml|read_file|path|pom.xml",
                "Read the file \"my notes.txt\"|read_file|path|my notes.txt",
            })
    void requestsBecomeToolUses(String text, String tool, String parameter, String value) throws Exception {
        ChatResponse response = ask(ToolChoice.AUTO, Message.user(text));

        assertThat(response.finish()).isEqualTo(FinishReason.TOOL_USE);
        Content.ToolUse use = response.message().toolUses().get(0);
        assertThat(use.name()).isEqualTo(tool);
        assertThat((Object) new ObjectMapper().readValue(use.rawArguments(), Map.class))
                .isEqualTo(Map.of(parameter, value));
    }

    @Test
    void controlCharactersAreEscaped() throws Exception {
        var use = ask(ToolChoice.AUTO, Message.user("run `a\tb\u0001\nc \ud83d`"))
                .message()
                .toolUses();

        // The request ends with its line.
        assertThat(use)
                .extracting(Content.ToolUse::rawArguments)
                .containsExactly("{\"command\":\"`a\\u0009b\\u0001\"}");
    }

    @Test
    void theOutputIsTheAnswer() {
        assertThat(after(new Content.ToolOutput("1", "12 GB free", false))).isEqualTo("12 GB free");
        assertThat(after(new Content.ToolOutput("1", "no such file", true)))
                .isEqualTo("The tool failed:\nno such file");
        assertThat(after(new Content.ToolOutput("1", " ", false))).isEqualTo("(no output)");
    }

    @Test
    void listsItsTools() {
        assertThat(text("What tools do you have?")).isEqualTo("terminal: Runs a command.\nread_file: Reads a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "running late", "write me a poem"})
    void otherwiseItSaysWhatItIs(String request) {
        assertThat(text(request)).contains("offline stand-in", "run `df -h`", "read pom.xml", "what tools do you have");
        assertThat(listener.text()).hasSize(1);
    }

    @Test
    void withoutTheToolItSaysSo() {
        var request = new ChatRequest("stand-in", "", List.of(), List.of(Message.user("run ls")), ToolChoice.AUTO);

        assertThat(model.chat(request, listener, cancellation).message().text()).contains("tool terminal");
        assertThat(ask(ToolChoice.NONE, Message.user("run ls")).message().text())
                .contains("may not call");
    }

    @Test
    void isAStandIn() {
        assertThat(model.endpoint().origin()).isEqualTo(Origin.STAND_IN);
        assertThat(model.endpoint().notice()).startsWith("No model key found");
        cancellation.cancel("stop");
        assertThatThrownBy(() -> text("hello")).isInstanceOf(CancellationException.class);
    }

    private String text(String user) {
        return ask(ToolChoice.AUTO, Message.user(user)).message().text();
    }

    private String after(Content.ToolOutput output) {
        return ask(
                        ToolChoice.AUTO,
                        Message.user("run df"),
                        new Message(Role.ASSISTANT, List.of(new Content.ToolUse("1", "terminal", "{}"))),
                        new Message(Role.TOOL, List.of(output)))
                .message()
                .text();
    }

    private ChatResponse ask(ToolChoice choice, Message... messages) {
        var request = new ChatRequest("stand-in", "system", TOOLS, List.of(messages), choice);
        return model.chat(request, listener, cancellation);
    }
}
