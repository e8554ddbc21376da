package dev.talaria.shell.chat;

import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.shell.text.Printable;
import dev.talaria.shell.text.Shown;
import dev.talaria.shell.text.TextLines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What stands first: whom one talks to, and where the conversation was left. */
final class Head {
    private static final int LAST_EVENTS = 40;
    private static final int MOST_COLUMNS = 100;

    private final Palette palette;
    private final SessionCatalog sessions;

    Head(Palette palette, SessionCatalog sessions) {
        this.palette = palette;
        this.sessions = sessions;
    }

    /** @param session empty for a new one */
    List<AttributedString> lines(String model, String sandbox, Optional<SessionSummary> session, int columns) {
        String title = "talaria" + part(model) + part(sandbox.isEmpty() ? "" : "sandbox " + sandbox);
        List<String> text = session.filter(one -> one.turns() > 0)
                .map(this::recap)
                .orElse(List.of("A new conversation. /help lists the commands, Ctrl-D leaves."));
        return palette.spoken() ? spoken(title, text) : box(title, text, Math.min(columns, MOST_COLUMNS));
    }

    private String part(String text) {
        return text.isEmpty() ? "" : palette.sign(" \u00b7 ", " - ") + text;
    }

    private static List<AttributedString> spoken(String title, List<String> text) {
        List<AttributedString> lines = new ArrayList<>(List.of(new AttributedString(title)));
        text.forEach(line -> lines.add(new AttributedString(line)));
        return lines;
    }

    private List<String> recap(SessionSummary session) {
        List<String> lines = new ArrayList<>();
        String title = session.title().isEmpty() ? "an earlier conversation" : "\u201c" + session.title() + "\u201d";
        lines.add("Resumed " + Printable.exactly(title) + ": " + session.turns()
                + (session.turns() == 1 ? " turn, " : " turns, ") + Shown.age(session.changed(), Instant.now()) + ".");
        List<SessionEntry> last = sessions.last(session.id(), LAST_EVENTS);
        newest("user", last).ifPresent(said -> lines.add("You: " + said));
        newest("model", last).ifPresent(said -> lines.add("Last: " + said));
        return lines;
    }

    private static Optional<String> newest(String kind, List<SessionEntry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            String text = entries.get(i).text().strip();
            if (entries.get(i).kind().equals(kind) && !text.isEmpty()) {
                return Optional.of(Printable.exactly(text.lines().findFirst().orElse("")));
            }
        }
        return Optional.empty();
    }

    private List<AttributedString> box(String title, List<String> text, int columns) {
        String bar = palette.sign("\u2500", "-");
        String side = palette.sign("\u2502", "|");
        List<AttributedString> lines = new ArrayList<>();
        String head = " " + palette.cut(title, columns - 6) + " ";
        lines.add(new AttributedStringBuilder()
                .styled(palette.dim(), palette.sign("\u256d", "+"))
                .styled(palette.accent(), head)
                .styled(palette.dim(), bar.repeat(Math.max(0, columns - 2 - Palette.width(head))))
                .styled(palette.dim(), palette.sign("\u256e", "+"))
                .toAttributedString());
        for (String line : text) {
            for (AttributedString part : TextLines.of(line, AttributedStyle.DEFAULT, columns - 4).stream()
                    .limit(2)
                    .toList()) {
                lines.add(new AttributedStringBuilder()
                        .styled(palette.dim(), side + " ")
                        .append(part)
                        .append(" ".repeat(Math.max(0, columns - 4 - part.columnLength())))
                        .styled(palette.dim(), " " + side)
                        .toAttributedString());
            }
        }
        lines.add(new AttributedString(
                palette.sign("\u2570", "+") + bar.repeat(columns - 2) + palette.sign("\u256f", "+"), palette.dim()));
        return lines;
    }
}
