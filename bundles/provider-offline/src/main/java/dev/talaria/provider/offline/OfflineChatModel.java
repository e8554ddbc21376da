package dev.talaria.provider.offline;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.spi.model.ChatModel;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/** Understands three kinds of requests by rules, so that everything around a model can be tried without one. */
@Component
public final class OfflineChatModel implements ChatModel {
    private static final String MODEL = "stand-in";
    private static final ModelEndpoint ENDPOINT = new ModelEndpoint(
            "offline",
            Origin.STAND_IN,
            "this process",
            "No model key found; using the offline stand-in (simple requests only). "
                    + "Run \"talaria setup\", or set OPENROUTER_API_KEY, NOUS_API_KEY, OPENAI_API_KEY, ANTHROPIC_API_KEY or OPENAI_BASE_URL"
                    + " and restart.");
    private static final String HELP = "I am the offline stand-in, not a language model. I understand three requests:\n"
            + "  run `df -h`\n  read pom.xml\n  what tools do you have\n"
            + "For anything else, connect a model: run \"talaria setup\", or set OPENROUTER_API_KEY, NOUS_API_KEY, OPENAI_API_KEY,"
            + " ANTHROPIC_API_KEY or OPENAI_BASE_URL and restart.";

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.MULTILINE;
    private static final Pattern TOOLS = Pattern.compile("^.*\\b(what|which|list)\\b.*\\btools\\b", FLAGS);
    private static final Pattern RUN = Pattern.compile("^\\s*(?:please\\s+)?(?:run|execute)\\s+(\\S.*)$", FLAGS);
    private static final Pattern READ =
            Pattern.compile("^\\s*(?:please\\s+)?read\\s+(?:the\\s+)?(?:file\\s+)?(\\S.*)$", FLAGS);
    private static final Pattern QUOTED = Pattern.compile("^([\"'])(.+)\\1$");
    private static final Pattern BACKQUOTED = Pattern.compile("`([^`]+)`");

    @Override
    public ModelEndpoint endpoint() {
        return ENDPOINT;
    }

    @Override
    public List<ModelInfo> models(Cancellation cancellation) {
        return List.of(ModelInfo.of(MODEL));
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatListener listener, Cancellation cancellation) {
        cancellation.throwIfCancelled();
        Content answer = answer(request);
        if (answer instanceof Content.Text text) {
            listener.onText(text.text());
        }
        FinishReason finish = answer instanceof Content.ToolUse ? FinishReason.TOOL_USE : FinishReason.STOP;
        return new ChatResponse(new Message(Role.ASSISTANT, List.of(answer)), finish, Usage.NONE, MODEL);
    }

    private static Content answer(ChatRequest request) {
        List<Message> messages = request.messages();
        if (messages.isEmpty()) {
            return new Content.Text(HELP);
        }
        Message last = messages.get(messages.size() - 1);
        if (last.role() == Role.TOOL) {
            return new Content.Text(report(last));
        }
        Matcher run = RUN.matcher(last.text());
        if (run.find()) {
            return use(request, "terminal", "command", unquote(run.group(1)));
        }
        Matcher read = READ.matcher(last.text());
        if (read.find()) {
            return use(request, "read_file", "path", unquote(read.group(1)));
        }
        return new Content.Text(TOOLS.matcher(last.text()).find() ? tools(request.tools()) : HELP);
    }

    private static Content use(ChatRequest request, String tool, String parameter, String value) {
        if (request.tools().stream().noneMatch(offered -> offered.name().equals(tool))) {
            return new Content.Text("That takes the tool " + tool + ", which I do not have here.");
        }
        if (request.toolChoice() == ToolChoice.NONE) {
            return new Content.Text("That takes the tool " + tool + ", which I may not call now.");
        }
        String id = "offline_" + request.messages().size();
        return new Content.ToolUse(id, tool, "{\"" + parameter + "\":" + json(value) + "}");
    }

    private static String report(Message outputs) {
        return outputs.content().stream()
                .filter(part -> part instanceof Content.ToolOutput)
                .map(part -> (Content.ToolOutput) part)
                .map(output -> {
                    String text = output.text().isBlank() ? "(no output)" : output.text();
                    return output.failed() ? "The tool failed:\n" + text : text;
                })
                .collect(Collectors.joining("\n"));
    }

    private static String tools(List<ToolDefinition> tools) {
        if (tools.isEmpty()) {
            return "I have no tools here.";
        }
        return tools.stream()
                .map(tool -> tool.name() + ": " + tool.description().strip().split("(?<=\\.)\\s|\\R", 2)[0])
                .collect(Collectors.joining("\n"));
    }

    /** What stands in backquotes, else without the quotes around all of it, else the text itself. */
    private static String unquote(String text) {
        Matcher backquoted = BACKQUOTED.matcher(text);
        if (backquoted.find()) {
            return backquoted.group(1);
        }
        Matcher quoted = QUOTED.matcher(text.strip());
        return quoted.matches() ? quoted.group(2) : text.strip();
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                json.append('\\').append((char) character);
            } else if (character < ' ' || Character.isSurrogate((char) character)) {
                json.append(String.format("\\u%04x", character));
            } else {
                json.append((char) character);
            }
        });
        return json.append('"').toString();
    }
}
