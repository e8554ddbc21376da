package dev.talaria.engine.control;

import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.UndoneTurns;
import dev.talaria.engine.session.Conversation;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.Control;
import dev.talaria.engine.session.SessionEvent.SettingChanged;
import dev.talaria.engine.session.SessionEvent.Titled;
import dev.talaria.engine.session.SessionEvent.Undone;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes turns back. What counts ends before a message that began a turn, so that no call loses its result. Title and
 * settings that were given later are given once more, in the same commit.
 */
final class Undo {
    private final Changes changes;

    Undo(Changes changes) {
        this.changes = changes;
    }

    UndoneTurns last(Session session, int count, String by) {
        List<Long> turns = session.info().turns();
        if (count < 1 || count > turns.size()) {
            throw new SessionException(
                    Code.REFUSED,
                    "Session " + session.id() + " has " + turns.size() + " turns; " + count
                            + " of them cannot be undone. Nothing was changed.",
                    turns.isEmpty() ? "" : "Say a number from 1 to " + turns.size() + ".");
        }
        long first = turns.get(turns.size() - count);
        Optional<UserMessage> message =
                session.event(first).filter(UserMessage.class::isInstance).map(UserMessage.class::cast);
        List<Control> events = new ArrayList<>(List.of(new Undone(first - 1, by)));
        keep(session, session.conversationAt(first - 1), events, by);
        changes.commit(session, events.toArray(Control[]::new));
        return new UndoneTurns(
                count,
                message.map(UserMessage::text).orElse(""),
                message.map(UserMessage::attachments).orElse(List.of()));
    }

    private static void keep(Session session, Conversation then, List<Control> events, String by) {
        Conversation now = session.conversation();
        if (!now.title().equals(then.title())) {
            events.add(new Titled(now.title(), session.info().titledBy()));
        }
        for (SessionSetting setting : SessionSetting.values()) {
            if (!now.setting(setting).equals(then.setting(setting))) {
                events.add(new SettingChanged(setting.key(), now.setting(setting), by));
            }
        }
    }
}
