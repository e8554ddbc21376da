package dev.talaria.engine.approval;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.tool.CommandEffects;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.engine.text.Glob;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code deny} or {@code allow} in {@code etc/dev.talaria.approval.cfg}:
 *
 * <ul>
 *   <li>{@code command git push*}: a command, alone or as a part of a script
 *   <li>{@code tool web_*}: every call of a tool
 *   <li>{@code NETWORK net:*.example.org:*}, {@code WRITE file:local:/srv/*}: an effect, by kind and resource
 * </ul>
 *
 * @param kind null for {@code command} and {@code tool}
 */
record OperatorRule(String text, Subject subject, @Nullable EffectKind kind, Glob glob) {
    enum Subject {
        COMMAND,
        TOOL,
        EFFECT
    }

    /** @return empty if the line is no rule */
    static Optional<OperatorRule> parse(String line) {
        String text = line.strip();
        int space = text.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String word = text.substring(0, space).toUpperCase(Locale.ROOT);
        Glob glob = new Glob(text.substring(space));
        if (word.equals("COMMAND") || word.equals("TOOL")) {
            return Optional.of(new OperatorRule(text, Subject.valueOf(word), null, glob));
        }
        for (EffectKind kind : EffectKind.values()) {
            if (kind.name().equals(word)) {
                return Optional.of(new OperatorRule(text, Subject.EFFECT, kind, glob));
            }
        }
        return Optional.empty();
    }

    /** Whether it is about this call as a whole. */
    boolean matches(ToolCall call) {
        return switch (subject) {
            case TOOL -> glob.matches(call.name());
            case COMMAND ->
                call.arguments().get(CommandEffects.COMMAND) instanceof String script && glob.matches(script);
            case EFFECT -> false;
        };
    }

    /** Whether it is about this effect of a call. */
    boolean matches(Effect effect) {
        return switch (subject) {
            case TOOL -> false;
            case COMMAND -> !effect.part().isEmpty() && glob.matches(effect.part());
            case EFFECT ->
                effect.kind() == kind && glob.matches(effect.resource().value());
        };
    }
}
