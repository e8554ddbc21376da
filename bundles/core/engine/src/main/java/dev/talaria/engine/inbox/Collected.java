package dev.talaria.engine.inbox;

import dev.talaria.api.base.Attachment;
import dev.talaria.api.gateway.Route;
import java.util.ArrayList;
import java.util.List;

/** The messages that one turn begins with: one, or several of the same person that waited for it. */
final class Collected {
    private final List<InboxEntry> entries = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private Route.Turn last;

    Collected(InboxEntry entry, Route.Turn route) {
        last = route;
        add(entry, route);
    }

    private void add(InboxEntry entry, Route.Turn route) {
        entries.add(entry);
        texts.add(route.text());
        last = route;
    }

    /** @return false, and nothing happens, if it is somebody else's, or is answered elsewhere */
    boolean takes(InboxEntry entry, Route.Turn route) {
        boolean same = route.principal().equals(last.principal())
                && route.approval().equals(last.approval())
                && route.reply().lane().equals(last.reply().lane());
        if (same) {
            add(entry, route);
        }
        return same;
    }

    /** Of the last message. */
    Route.Turn route() {
        return last;
    }

    List<InboxEntry> entries() {
        return List.copyOf(entries);
    }

    String text() {
        return String.join("\n\n", texts);
    }

    List<Attachment> attachments() {
        return entries.stream()
                .flatMap(entry -> entry.message().attachments().stream())
                .toList();
    }
}
