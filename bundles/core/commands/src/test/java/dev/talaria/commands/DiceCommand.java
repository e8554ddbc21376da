package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

@Component
public final class DiceCommand implements SlashCommand {
    private static final CommandSpec SPEC =
            CommandSpec.of("dice", Group.CONVERSATION, "Throws a die").taking("[SIDES]");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        String sides = call.text().isEmpty() ? "6" : call.text();
        if (!sides.matches("[1-9][0-9]{0,5}")) {
            throw new CommandException(Code.USAGE, "No die has '" + sides + "' sides.", "Usage: " + SPEC.usage());
        }
        return "**" + ThreadLocalRandom.current().nextInt(1, Integer.parseInt(sides) + 1) + "**";
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return Stream.of("6", "20").map(sides -> new Suggestion(sides, "")).toList();
    }
}
