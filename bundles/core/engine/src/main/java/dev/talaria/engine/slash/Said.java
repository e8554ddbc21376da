package dev.talaria.engine.slash;

import dev.talaria.api.command.CommandCall;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a message apart. */
final class Said {
    private static final Pattern COMMAND = Pattern.compile("/([a-zA-Z][a-zA-Z0-9-]{0,31})(?:\\s(.*))?", Pattern.DOTALL);

    private Said() {}

    /** @return with the spaces at the end; empty if the message is no command */
    static Optional<CommandCall> typed(String message) {
        Matcher matcher = COMMAND.matcher(message);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String text = matcher.group(2) == null ? "" : matcher.group(2).stripLeading();
        return Optional.of(new CommandCall(matcher.group(1).toLowerCase(Locale.ROOT), text));
    }

    static Optional<CommandCall> whole(String message) {
        return typed(message.strip());
    }

    /** What is being typed at the end of a message. */
    static String lastWord(String message) {
        int end = message.length();
        int start = end;
        while (start > 0 && !Character.isWhitespace(message.charAt(start - 1))) {
            start--;
        }
        return message.substring(start, end);
    }
}
