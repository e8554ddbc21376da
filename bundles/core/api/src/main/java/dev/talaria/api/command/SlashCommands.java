package dev.talaria.api.command;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service that knows the slash commands. Provided by the engine. */
@ProviderType
public interface SlashCommands {
    /** All that can be said now, by group and name; aliases that another command has are left out. */
    List<CommandSpec> list();

    /**
     * Whether a message is meant as a command, whether or not there is one of that name: its first word is a slash and
     * what can be a name, in letters of either case. {@code /etc/hosts}, {@code /} and {@code / undo} are not.
     */
    boolean isCommand(String message);

    /**
     * Runs the command that a message is. Its first word is an exact name or alias, or else how only one name begins of
     * those that the person may say.
     *
     * @return what the person is shown, in Markdown; empty for nothing
     * @throws CommandException if there is no such command, or several, or the person may not say it, or it failed
     * @throws dev.talaria.api.base.TalariaException what the command itself throws
     * @throws java.util.concurrent.CancellationException if the conversation was cancelled
     */
    String run(String message, Conversation conversation);

    /**
     * What could stand at the end of a message that is being typed and begins with a slash. Each begins with the word
     * that is being typed, whatever the case of its letters.
     *
     * @return empty, too, if a command fails to say
     */
    List<Suggestion> complete(String message, Conversation conversation);
}
