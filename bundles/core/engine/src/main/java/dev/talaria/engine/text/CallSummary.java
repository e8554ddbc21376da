package dev.talaria.engine.text;

import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.engine.json.JsonSyntaxException;
import dev.talaria.engine.json.JsonText;
import java.util.Map;

/** A call's arguments on one short line, for people. */
public final class CallSummary {
    private static final int MAX_CHARS = 120;

    private CallSummary() {}

    /** The only argument if it is a text, else the whole of them, else the model's own words. */
    public static String of(ToolUse use) {
        Object arguments;
        try {
            arguments = JsonText.parse(use.rawArguments());
        } catch (JsonSyntaxException e) {
            return shorten(use.rawArguments());
        }
        if (arguments instanceof Map<?, ?> map && map.size() == 1) {
            Object only = map.values().iterator().next();
            return shorten(only instanceof String text ? text : use.rawArguments());
        }
        return shorten(use.rawArguments());
    }

    public static String shorten(String text) {
        return Excerpt.line(text, MAX_CHARS);
    }
}
