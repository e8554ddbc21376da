package dev.talaria.engine.slash;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.function.BiFunction;

/** Does what a test says. */
final class ScriptedCommand implements SlashCommand {
    private final CommandSpec spec;
    private final BiFunction<CommandCall, Conversation, String> work;

    private ScriptedCommand(CommandSpec spec, BiFunction<CommandCall, Conversation, String> work) {
        this.spec = spec;
        this.work = work;
    }

    /** Shows its name and how it was called. */
    static ScriptedCommand of(CommandSpec spec) {
        return doing(spec, (call, conversation) -> spec.name() + " " + call.words());
    }

    static ScriptedCommand doing(CommandSpec spec, BiFunction<CommandCall, Conversation, String> work) {
        return new ScriptedCommand(spec, work);
    }

    static CommandSpec named(String name, String... aliases) {
        return CommandSpec.of(name, Group.CONVERSATION, "does " + name).alias(aliases);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        return work.apply(call, conversation);
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        String all = work.apply(call, conversation);
        return List.of(new Suggestion("red", "warm"), new Suggestion("Rose", ""), new Suggestion(all, ""));
    }
}
