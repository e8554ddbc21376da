package dev.talaria.gateway.hub;

import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Origin;
import dev.talaria.api.gateway.Origin.Quoted;
import java.util.Optional;

/** What the model and the commands are told of a message. Names that people chose themselves are quoted as data. */
final class Said {
    private static final int LONGEST_NAME = 240;
    private static final int LONGEST_QUOTE = 2_000;

    private Said() {}

    /** In private the text alone; among others, who said it; either way, what it answers if that is not our own. */
    static String text(InboundMessage message) {
        StringBuilder text = new StringBuilder();
        if (message.origin().kind() != Origin.Kind.DIRECT) {
            text.append("[from ").append(quoted(name(message), LONGEST_NAME)).append("] ");
        }
        Optional<Quoted> answered =
                message.origin().quoted().filter(quote -> !quote.text().isEmpty());
        answered.ifPresent(quote -> text.append("[about what ")
                .append(quote.ours() ? "you" : quoted(quote.author(), LONGEST_NAME))
                .append(" said: ")
                .append(quoted(quote.text(), LONGEST_QUOTE))
                .append("] "));
        return text.append(message.text()).toString();
    }

    private static String name(InboundMessage message) {
        return message.senderName().isBlank() ? message.sender() : message.senderName();
    }

    /** One line, as JSON writes a string. */
    static String quoted(String text, int longest) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        int end = Math.min(line.length(), longest);
        if (end > 0 && end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        String cut = end < line.length() ? line.substring(0, end) + "…" : line;
        return '"' + cut.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A command as it is said in a terminal: without a program's name behind it, and with the dashes that phones replace. */
    static String command(String text) {
        String line = text.strip();
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        String first = line.substring(0, end);
        int at = first.indexOf('@');
        String name = at < 0 ? first : first.substring(0, at);
        return name + line.substring(end).replace("—", "--").replace("–", "-");
    }
}
