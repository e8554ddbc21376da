package dev.talaria.commands;

import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.Checkpoints;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.spi.command.SlashCommand;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /rollback}: earlier states of the workspace. */
@Component
public final class RollbackCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "rollback", Group.SAFETY, "Lists earlier states of the workspace, shows or restores one")
            .taking("[CHECKPOINT [restore [FILE]]]")
            .forOwners();
    private static final int MOST = 10;
    private static final int SHORT = 10;
    private static final int MOST_LINES = 200;
    private static final int MOST_FILES = 20;
    private static final int LONGEST_REASON = 60;
    private static final String RESTORE = "restore";

    private final Checkpoints checkpoints;
    private final Clock clock;

    @Activate
    public RollbackCommand(@Reference Checkpoints checkpoints) {
        this(checkpoints, Clock.systemUTC());
    }

    RollbackCommand(Checkpoints checkpoints, Clock clock) {
        this.checkpoints = checkpoints;
        this.clock = clock;
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
            return difference(id);
        } else if (!words.get(1).equals(RESTORE)) {
            throw Here.usage(SPEC, "'" + String.join(" ", words.subList(1, words.size())) + "' is not understood.");
        }
        Optional<String> file =
                Optional.of(String.join(" ", words.subList(2, words.size()))).filter(path -> !path.isEmpty());
        Checkpoints.Restored restored = checkpoints.restore(id, file);
        StringBuilder text = new StringBuilder(
                "Restored; files changed: " + restored.changed().size() + ".\n\n");
        restored.changed().stream()
                .limit(MOST_FILES)
                .forEach(path -> text.append(Markdown.item(Markdown.code(path), "")));
        return text + "\nThe state before is kept: " + Markdown.code("/rollback " + shortId(restored.before()));
    }

    private String difference(String id) {
        List<String> lines = checkpoints.diff(id).lines().toList();
        if (lines.isEmpty()) {
            return "Nothing has changed since.";
        }
        String more = lines.size() > MOST_LINES ? "\n" + (lines.size() - MOST_LINES) + " more lines.\n" : "";
        return Markdown.fenced("diff", lines.stream().limit(MOST_LINES).collect(Collectors.joining("\n"))) + more
                + "\nGo back with " + Markdown.code("/rollback " + id + " " + RESTORE) + ".";
    }

    private String list(Conversation conversation) {
        List<Checkpoint> known = checkpoints.list(Optional.of(conversation.cwd()));
        StringBuilder text = new StringBuilder();
        Instant now = clock.instant();
        known.stream()
                .limit(MOST)
                .forEach(one -> text.append(Markdown.item(
                        Markdown.code(shortId(one)),
                        Markdown.ago(one.taken(), now) + ", before " + Markdown.text(one.reason(), LONGEST_REASON))));
        return known.isEmpty()
                ? "There are no earlier states of " + Markdown.code(conversation.cwd()) + "."
                : text + "\nWhat has changed since: " + Markdown.code("/rollback CHECKPOINT") + ".";
    }

    private static String shortId(Checkpoint checkpoint) {
        return checkpoint.id().substring(0, Math.min(SHORT, checkpoint.id().length()));
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        if (!Here.first(call)) {
            return call.words().size() == 2 ? Here.words(RESTORE) : List.of();
        }
        return checkpoints.list(Optional.of(conversation.cwd())).stream()
                .limit(MOST)
                .map(one -> new Suggestion(shortId(one), one.reason()))
                .toList();
    }
}
