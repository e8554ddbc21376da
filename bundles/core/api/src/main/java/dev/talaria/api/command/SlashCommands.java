package dev.talaria.api.command;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service that knows the slash commands. Provided by the engine. */
@ProviderType
public interface SlashCommands {
    /** All that can be said now, by group and name. */
    List<CommandSpec> list();

    /** Whether a message is meant as a command: it begins with a slash and a letter, and not like a path. */
    boolean isCommand(String message);

    /**
     * Runs the command that a message is. Its first word is an exact name or alias, or else how only one name begins.
     *
     * @return what the person is shown, in Markdown; empty for nothing
     * @throws dev.talaria.api.base.TalariaException if there is no such command, or several, or the person may not say
     *     it; and what the command itself throws
     */
    String run(String message, Conversation conversation);

    /**
     * What could stand at the end of a message that is being typed and begins with a slash.
     *
     * @return empty, too, if a command fails to say
     */
    List<Suggestion> complete(String message, Conversation conversation);
}
