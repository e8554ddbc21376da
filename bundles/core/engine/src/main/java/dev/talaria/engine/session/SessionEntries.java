package dev.talaria.engine.session;

import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.engine.session.SessionEvent.ApprovalAnswered;
import dev.talaria.engine.session.SessionEvent.AssistantMessage;
import dev.talaria.engine.session.SessionEvent.Branched;
import dev.talaria.engine.session.SessionEvent.CallJudged;
import dev.talaria.engine.session.SessionEvent.Compacted;
import dev.talaria.engine.session.SessionEvent.Control;
import dev.talaria.engine.session.SessionEvent.DirectoryChanged;
import dev.talaria.engine.session.SessionEvent.EpochStarted;
import dev.talaria.engine.session.SessionEvent.Erased;
import dev.talaria.engine.session.SessionEvent.NoticeHeard;
import dev.talaria.engine.session.SessionEvent.Routed;
import dev.talaria.engine.session.SessionEvent.SessionStarted;
import dev.talaria.engine.session.SessionEvent.SettingChanged;
import dev.talaria.engine.session.SessionEvent.Titled;
import dev.talaria.engine.session.SessionEvent.ToolFinished;
import dev.talaria.engine.session.SessionEvent.ToolStarted;
import dev.talaria.engine.session.SessionEvent.TurnFinished;
import dev.talaria.engine.session.SessionEvent.Undone;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import dev.talaria.engine.session.SessionEvent.UserSteered;
import dev.talaria.spi.store.BlobStore;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Events of a session in words. */
final class SessionEntries {
    private SessionEntries() {}

    static SessionEntry of(StoredEvent stored, BlobStore blobs) {
        Optional<SessionEvent> event = EventCodec.decode(stored.event(), blobs);
        return event.map(known -> entry(stored, known))
                .orElseGet(() -> entry(stored, stored.event().type(), "", ""));
    }

    private static SessionEntry entry(StoredEvent stored, SessionEvent event) {
        if (event instanceof UserMessage e) {
            return entry(stored, "user", e.principal(), e.text());
        } else if (event instanceof UserSteered e) {
            return entry(stored, "user", e.principal(), e.text());
        } else if (event instanceof AssistantMessage e) {
            return entry(stored, "model", e.model(), said(e));
        } else if (event instanceof ToolStarted e) {
            return entry(stored, "tool", e.tool(), "started" + list(": ", String.join("; ", e.effects())));
        } else if (event instanceof ToolFinished e) {
            return entry(
                    stored,
                    "tool",
                    e.tool(),
                    word(e.result().status().name()) + list(": ", e.result().text()));
        } else if (event instanceof CallJudged e) {
            return entry(stored, "gate", e.rule(), word(e.verdict()) + list(": ", e.reason()));
        } else if (event instanceof ApprovalAnswered e) {
            return entry(stored, "answer", e.by(), word(e.outcome()));
        } else if (event instanceof NoticeHeard e) {
            return entry(stored, "notice", e.source(), e.text());
        } else if (event instanceof TurnFinished e) {
            return entry(stored, "end", "", word(e.status()) + list(": ", e.problem()));
        } else if (event instanceof Compacted e) {
            return entry(stored, "context", e.compaction().how(), e.compaction().summary());
        } else if (event instanceof EpochStarted e) {
            return entry(stored, "prompt", "", "pinned: " + e.reason());
        } else if (event instanceof SessionStarted e) {
            return entry(stored, "start", e.principal(), e.key());
        } else if (event instanceof DirectoryChanged e) {
            return entry(stored, "directory", e.sandbox(), e.directory());
        } else if (event instanceof Control e) {
            return entry(stored, "session", e.by(), done(e));
        }
        return entry(stored, stored.event().type(), "", "");
    }

    private static String done(Control event) {
        if (event instanceof Undone e) {
            return "undone: what came after " + e.to();
        } else if (event instanceof Branched e) {
            return "copied from " + e.from();
        } else if (event instanceof Titled e) {
            return e.title().isEmpty() ? "title taken away" : "title: " + e.title();
        } else if (event instanceof Routed e) {
            return e.key().isEmpty() ? "no key leads here any more" : e.key() + " leads here";
        } else if (event instanceof SettingChanged e) {
            return e.name() + list(": ", e.value());
        }
        return "erased: " + ((Erased) event).reason();
    }

    private static String said(AssistantMessage event) {
        String uses =
                event.message().toolUses().stream().map(SessionEntries::use).collect(Collectors.joining("\n"));
        String text = event.message().text();
        return text.isEmpty() || uses.isEmpty() ? text + uses : text + "\n" + uses;
    }

    private static String use(ToolUse use) {
        return "→ " + use.name() + " " + use.rawArguments();
    }

    private static String list(String before, String text) {
        return text.isEmpty() ? "" : before + text;
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static SessionEntry entry(StoredEvent stored, String kind, String who, String text) {
        return new SessionEntry(stored.sequence(), stored.time(), kind, who, text);
    }
}
