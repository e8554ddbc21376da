package dev.talaria.engine.slash;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code /help}: what can be said. It belongs to the registry, which it lists. */
final class HelpCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "help", Group.INSTANCE, "Lists the commands, or explains one")
            .taking("[COMMAND]");

    private final Supplier<List<CommandSpec>> commands;

    HelpCommand(Supplier<List<CommandSpec>> commands) {
        this.commands = commands;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String wanted = call.text().strip().replaceFirst("^/", "").toLowerCase(Locale.ROOT);
        List<CommandSpec> known = known(conversation);
        return wanted.isEmpty() ? all(known) : one(wanted, known);
    }

    private List<CommandSpec> known(Conversation conversation) {
        return commands.get().stream()
                .filter(spec -> CommandTable.mayBeSaid(spec, conversation))
                .toList();
    }

    private static String all(List<CommandSpec> known) {
        StringBuilder text = new StringBuilder();
        for (Group group : Group.values()) {
            List<CommandSpec> members =
                    known.stream().filter(spec -> spec.group() == group).toList();
            if (!members.isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append("**")
                        .append(group.title())
                        .append("**\n\n");
                members.forEach(spec -> text.append(item(spec.usage(), spec.summary())));
            }
        }
        return text.toString();
    }

    private static String one(String wanted, List<CommandSpec> known) {
        List<CommandSpec> meant = CommandSpec.meant(wanted, known);
        if (meant.isEmpty()) {
            throw CommandTable.unknown(wanted, known);
        }
        StringBuilder text = new StringBuilder();
        for (CommandSpec spec : meant) {
            String aliases =
                    spec.aliases().stream().map(alias -> "`/" + alias + "`").collect(Collectors.joining(", "));
            text.append(item(spec.usage(), spec.summary() + (aliases.isEmpty() ? "" : "; also " + aliases)));
        }
        return text.toString();
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return known(conversation).stream()
                .map(spec -> new Suggestion(spec.name(), spec.summary()))
                .toList();
    }

    private static String item(String usage, String what) {
        return "- `" + usage + "` \u2014 " + what + "\n";
    }
}
