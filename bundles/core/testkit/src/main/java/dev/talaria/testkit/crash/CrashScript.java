package dev.talaria.testkit.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.talaria.testkit.model.ScriptedReply;
import dev.talaria.testkit.model.ScriptedRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the model says: to a message with a number, a call of the tool with that number; to the call's result, a reply
 * with the number. It has no memory, so that it says the same to a turn that goes on.
 */
final class CrashScript {
    private static final Pattern ASKED = Pattern.compile("Count number (\\d+)\\.");
    /** Nothing happened, so it may be called again. */
    private static final Pattern NOT_RUN = Pattern.compile("(?i)\\bnot run\\b");

    private final String tool;
    private final String arguments;

    /**
     * @param tool what is called
     * @param arguments a JSON object in which {@code {number}} stands for the number
     */
    CrashScript(String tool, String arguments) {
        this.tool = tool;
        this.arguments = arguments;
    }

    static String question(int number) {
        return "Count number " + number + ".";
    }

    /** In the reply to the question of that number, and in no other. */
    static Pattern answer(int number) {
        return Pattern.compile("Number " + number + " is done\\.");
    }

    ScriptedReply answer(ScriptedRequest request) {
        String number = "";
        String result = "";
        for (Map<String, Object> message : request.messages()) {
            String text = json(message.get("content"));
            Matcher asked = ASKED.matcher(text);
            if ("user".equals(message.get("role")) && asked.find()) {
                number = asked.group(1);
                result = "";
            } else if ("tool".equals(message.get("role"))) {
                result = text;
            }
        }
        if (number.isEmpty()) {
            return ScriptedReply.text("Nothing to count.");
        }
        boolean mustCall = result.isEmpty() || NOT_RUN.matcher(result).find();
        return mustCall
                ? ScriptedReply.toolCalls(ScriptedReply.call(tool, arguments.replace("{number}", number)))
                : ScriptedReply.text("Number " + number + " is done.");
    }

    private static String json(Object content) {
        try {
            return new ObjectMapper().writeValueAsString(content == null ? List.of() : content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("read from JSON, so it can be written", e);
        }
    }
}
