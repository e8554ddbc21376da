package dev.talaria.engine.command;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options that a program may have; see the head of {@code programs.txt} for their form. */
final class ProgramOptions {
    enum Value {
        NONE,
        OPTIONAL,
        TEXT,
        READ,
        WRITE
    }

    /** @param pattern whether the option stands for the pattern among the operands */
    record Option(Value value, boolean pattern) {}

    private static final String SIGNS = "=<>?+";

    private final Map<String, Option> options = new HashMap<>();
    private boolean any;

    static ProgramOptions of(String text) {
        ProgramOptions result = new ProgramOptions();
        for (String token : text.trim().split("\\s+")) {
            result.add(token);
        }
        return result;
    }

    /** Whether options mean nothing. */
    boolean isAny() {
        return any;
    }

    /** @param name with its dashes */
    @Nullable
    Option option(String name) {
        return options.get(name);
    }

    private void add(String token) {
        if (token.equals("*")) {
            any = true;
            return;
        }
        int end = token.length();
        while (end > 0 && SIGNS.indexOf(token.charAt(end - 1)) >= 0) {
            end--;
        }
        String signs = token.substring(end);
        Option option = new Option(value(signs), signs.indexOf('+') >= 0);
        if (token.startsWith("--")) {
            options.put(token.substring(0, end), option);
            return;
        }
        for (char c : token.substring(Math.min(1, end), end).toCharArray()) {
            options.put("-" + c, option);
        }
    }

    private static Value value(String signs) {
        String sign = signs.replace("+", "");
        switch (sign) {
            case "=":
                return Value.TEXT;
            case "<":
                return Value.READ;
            case ">":
                return Value.WRITE;
            case "?":
                return Value.OPTIONAL;
            default:
                return Value.NONE;
        }
    }
}
