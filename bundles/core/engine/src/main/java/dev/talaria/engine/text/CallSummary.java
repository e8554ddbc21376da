package dev.talaria.engine.text;

import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.engine.json.JsonSyntaxException;
import dev.talaria.engine.json.JsonText;
import java.util.Collection;
import java.util.Map;

/** A call's arguments on one short line, for people. */
public final class CallSummary {
    private static final int MAX_CHARS = 120;
    private static final int MOST_BESIDE = 60;

    private CallSummary() {}

    /** Its texts: the first one, and the others that are short; without any, all of it as the model wrote it. */
    public static String of(ToolUse use) {
        try {
            if (JsonText.parse(use.rawArguments()) instanceof Map<?, ?> arguments) {
                String texts = texts(arguments.values());
                return shorten(texts.isEmpty() ? use.rawArguments() : texts);
            }
        } catch (JsonSyntaxException e) {
            // The model may write anything.
        }
        return shorten(use.rawArguments());
    }

    private static String texts(Collection<?> values) {
        StringBuilder texts = new StringBuilder();
        for (Object value : values) {
            if (value instanceof String text && (texts.isEmpty() || isShort(text))) {
                texts.append(texts.isEmpty() ? "" : "  ").append(text);
            }
        }
        return texts.toString();
    }

    private static boolean isShort(String text) {
        return text.length() <= MOST_BESIDE && text.indexOf('\n') < 0;
    }

    public static String shorten(String text) {
        return Excerpt.line(text, MAX_CHARS);
    }
}
