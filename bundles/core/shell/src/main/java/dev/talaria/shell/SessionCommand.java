package dev.talaria.shell;

import dev.talaria.api.base.Principal;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.shell.text.Printable;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** A command that changes sessions. */
abstract class SessionCommand extends AdminCommand {
    @Reference(optional = true)
    @Nullable
    SessionCatalog sessions;

    @Reference(optional = true)
    @Nullable
    SessionControl control;

    /** @throws dev.talaria.api.session.SessionException if none, or more than one, is meant */
    SessionSummary session(String given) throws CommandException {
        return here(sessions).resolve(given);
    }

    SessionControl control() throws CommandException {
        return here(control);
    }

    static Principal person() {
        return Principal.osUser();
    }

    /** As people tell it from others. */
    static String named(SessionSummary summary) {
        String title = summary.title().isEmpty() ? "" : " (" + Printable.exactly(summary.title()) + ")";
        return Printable.exactly(summary.key().isEmpty() ? summary.id().value() : summary.key()) + title;
    }
}
