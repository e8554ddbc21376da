package dev.talaria.provider.anthropic;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kinds of thinking a model can be asked for, by the version in its name: the endpoint refuses the others. Budgets
 * came with Claude 3.7 and the adaptive kind with 4.6; later versions take nothing else.
 */
enum ThinkingKind {
    NONE,
    BUDGET,
    /** Also of models whose name tells no version: of a gateway, or of somebody else. */
    EITHER,
    ADAPTIVE;

    /** {@code 4-6} in {@code claude-sonnet-4-6}, {@code 3.7} in {@code claude-3.7-sonnet}; a date is no version. */
    private static final Pattern VERSION =
            Pattern.compile("claude.*?(?<!\\d)(?<major>\\d{1,2})(?:[-.](?<minor>\\d{1,2}))?(?!\\d)");

    private static final int FIRST_WITH_BUDGET = 307;
    private static final int FIRST_ADAPTIVE = 406;

    static ThinkingKind of(String model) {
        Matcher version = VERSION.matcher(model.toLowerCase(Locale.ROOT));
        if (!version.find()) {
            return EITHER;
        }
        String minor = version.group("minor");
        int number = Integer.parseInt(version.group("major")) * 100 + (minor == null ? 0 : Integer.parseInt(minor));
        if (number < FIRST_WITH_BUDGET) {
            return NONE;
        }
        if (number < FIRST_ADAPTIVE) {
            return BUDGET;
        }
        return number == FIRST_ADAPTIVE ? EITHER : ADAPTIVE;
    }

    /** Whether the model knows effort, which came with the adaptive kind. */
    boolean hasEffort() {
        return this == EITHER || this == ADAPTIVE;
    }
}
