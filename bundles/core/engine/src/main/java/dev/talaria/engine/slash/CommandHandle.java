package dev.talaria.engine.slash;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.engine.service.InFlight;
import dev.talaria.spi.command.SlashCommand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One registered command and the calls of it that run. */
final class CommandHandle {
    private static final Logger LOG = LoggerFactory.getLogger(CommandHandle.class);

    private final SlashCommand command;
    private final CommandSpec spec;
    private final String bundle;
    private final InFlight inFlight;

    CommandHandle(SlashCommand command, String bundle) {
        this.command = command;
        this.spec = command.spec();
        this.bundle = bundle;
        this.inFlight = new InFlight(command);
    }

    CommandSpec spec() {
        return spec;
    }

    /** Symbolic name and version of the bundle that brought it. */
    String bundle() {
        return bundle;
    }

    /** Whatever the command does becomes its text or an error that names it. */
    String run(CommandCall call, Conversation conversation) {
        try (CancellationSource stop = new CancellationSource(conversation.cancellation());
                InFlight.Entry entry = inFlight.enter(() -> stop.cancel("the command was removed"))) {
            if (entry == null) {
                throw removed("before it began. Nothing was done");
            }
            String shown = command.run(call, new StoppableConversation(conversation, stop));
            return shown == null ? "" : shown;
        } catch (CancellationException e) {
            if (conversation.cancellation().isCancelled()) {
                throw e;
            }
            throw removed("while it ran; it may have taken effect in part");
        } catch (TalariaException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            LOG.error("The command /{} of {} failed", spec.name(), bundle, e);
            throw new CommandException(
                    Code.BROKEN,
                    "/" + spec.name() + " failed (" + e + "); it is of the bundle " + bundle + ".",
                    "It may have taken effect in part. logs/talaria.log has the details for its author.",
                    e);
        }
    }

    private CommandException removed(String when) {
        return new CommandException(
                Code.UNAVAILABLE,
                "The command /" + spec.name() + " of " + bundle + " was removed " + when + ".",
                "/help lists what is here.");
    }

    /** Nothing if it fails. */
    List<Suggestion> complete(CommandCall call, Conversation conversation) {
        try (InFlight.Entry entry = inFlight.enter(() -> {})) {
            return entry == null ? List.of() : List.copyOf(command.complete(call, conversation));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            LOG.debug("The command /{} ({}) completes nothing", spec.name(), bundle, e);
            return List.of();
        }
    }

    /** As {@link InFlight#drain}. */
    void drain(Duration patience) {
        inFlight.drain(patience);
    }
}
