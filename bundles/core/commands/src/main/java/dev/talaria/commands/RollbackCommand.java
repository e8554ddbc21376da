package dev.talaria.commands;

import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.Checkpoints;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.spi.command.SlashCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /rollback}: earlier states of the workspace. */
@Component
public final class RollbackCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "rollback", Group.SAFETY, "Lists earlier states of the workspace, shows or restores one")
            .taking("[CHECKPOINT [restore]]")
            .forOwners();
    private static final int MOST = 10;
    private static final int SHORT = 10;

    private final Checkpoints checkpoints;

    @Activate
    public RollbackCommand(@Reference Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        List<String> words = call.words();
        if (words.isEmpty()) {
            return list(conversation);
        }
        String id = words.get(0);
        if (words.size() == 1) {
            String difference = checkpoints.diff(id);
            return difference.isBlank()
                    ? "Nothing has changed since."
                    : Markdown.fenced("diff", difference) + "\nGo back with "
                            + Markdown.code("/rollback " + id + " restore") + ".";
        }
        if (words.size() != 2 || !words.get(1).equals("restore")) {
            throw Here.usage(SPEC, "'" + String.join(" ", words.subList(1, words.size())) + "' is not understood.");
        }
        Checkpoints.Restored restored = checkpoints.restore(id, Optional.empty());
        return "Restored; files changed: " + restored.changed().size() + ". The state before is "
                + Markdown.code(restored.before().id()) + ".";
    }

    private String list(Conversation conversation) {
        List<Checkpoint> known = checkpoints.list(Optional.of(conversation.cwd()));
        StringBuilder text = new StringBuilder();
        Instant now = Instant.now();
        known.stream()
                .limit(MOST)
                .forEach(one -> text.append(Markdown.item(
                        Markdown.code(shortId(one)),
                        Markdown.ago(one.taken(), now) + ", before " + Markdown.text(one.reason()))));
        return known.isEmpty()
                ? "There are no earlier states of " + Markdown.code(conversation.cwd()) + "."
                : text + "\nWhat has changed since: " + Markdown.code("/rollback CHECKPOINT");
    }

    private static String shortId(Checkpoint checkpoint) {
        return checkpoint.id().substring(0, Math.min(SHORT, checkpoint.id().length()));
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return checkpoints.list(Optional.of(conversation.cwd())).stream()
                .limit(MOST)
                .map(one -> new Suggestion(shortId(one), one.reason()))
                .toList();
    }
}
