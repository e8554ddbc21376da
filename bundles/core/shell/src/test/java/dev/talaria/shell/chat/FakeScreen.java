package dev.talaria.shell.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/** Keeps what is drawn. */
final class FakeScreen implements ChatScreen {
    private final List<String> staying = new ArrayList<>();
    private List<AttributedString> above = List.of();
    private String below = "";
    int columns = 61;
    boolean changes = true;

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int rows() {
        return 24;
    }

    @Override
    public boolean changes() {
        return changes;
    }

    @Override
    public void draw(List<AttributedString> lines, List<AttributedString> newAbove, AttributedString newBelow) {
        lines.forEach(line -> staying.add(line.toString()));
        above = newAbove;
        below = newBelow.toString();
    }

    String staying() {
        return String.join("\n", staying);
    }

    String above() {
        return above.stream().map(AttributedString::toString).collect(Collectors.joining("\n"));
    }

    String below() {
        return below;
    }
}
