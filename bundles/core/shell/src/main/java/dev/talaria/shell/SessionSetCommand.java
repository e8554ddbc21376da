package dev.talaria.shell;

import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.shell.text.Printable;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code session:set}: a setting of one session. */
@Service
@Command(
        scope = "session",
        name = "set",
        description =
                "Gives a session a model, toolsets, a sandbox or an approval mode of its own; without a value, what is"
                        + " configured.",
        detailedDescription = "Example: session:set cli:notes toolsets file,terminal")
public final class SessionSetCommand extends SessionCommand {
    @Argument(
            index = 0,
            name = "session",
            description = "Key, id or title as in session:list, or how one begins",
            required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Argument(index = 1, name = "setting", description = "model, toolsets, sandbox or approval", required = true)
    @Completion(SessionSettingCompleter.class)
    String setting = "";

    @Argument(
            index = 2,
            name = "value",
            description = "Toolsets have commas between them; empty for what is configured")
    String value = "";

    @Override
    String run() throws CommandException {
        SessionSetting wanted = SessionSetting.of(setting)
                .orElseThrow(() ->
                        new CommandException("A session has model, toolsets, sandbox and approval of its own, not '"
                                + Printable.exactly(setting) + "'."));
        SessionSummary found = session(session);
        control().set(found.id(), wanted, value, person());
        return named(found) + " uses "
                + (value.isBlank() ? "the configured " + wanted.key() : Printable.exactly(value.strip()))
                + " from its next turn on.";
    }
}
