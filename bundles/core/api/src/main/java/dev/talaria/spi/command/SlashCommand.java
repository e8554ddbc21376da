package dev.talaria.spi.command;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command that a person says in a conversation, such as {@code /undo 2}. Register it as a service; it then is in the
 * help, the completion and the menus of every surface. Callers go through
 * {@link dev.talaria.api.command.SlashCommands}.
 *
 * <p>Thread-safe. It runs on the conversation's thread, so it may wait, and heeds the conversation's cancellation. It must not need
 * {@code SlashCommands} to be activated: the registry activates it.
 */
@ConsumerType
public interface SlashCommand {
    CommandSpec spec();

    /**
     * Runs it.
     *
     * @return what the person is shown, in Markdown; empty for nothing
     * @throws dev.talaria.api.base.TalariaException with what went wrong and what to do, as the person is shown it
     */
    String run(CommandCall call, Conversation conversation);

    /**
     * What could stand where the person is typing. Must be quick. What does not begin with the word that is being typed
     * is left out by the caller.
     *
     * @param call with what was typed so far; its last word is the one to complete, empty behind a space
     */
    default List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return List.of();
    }
}
