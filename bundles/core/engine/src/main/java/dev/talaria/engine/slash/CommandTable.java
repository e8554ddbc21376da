package dev.talaria.engine.slash;

import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Access;
import dev.talaria.api.command.Conversation;
import dev.talaria.engine.text.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The commands at one moment. Immutable. A name goes before every alias; among names, and among aliases, the one that
 * ranks higher.
 *
 * @param specs of those that can be said, without the aliases that they lost, by group and name
 * @param handles by name
 * @param clashes who lost a name or an alias to whom
 */
record CommandTable(List<CommandSpec> specs, Map<String, CommandHandle> handles, List<String> clashes) {
    static final CommandTable EMPTY = new CommandTable(List.of(), Map.of(), List.of());

    /** @param order the one that ranks highest first */
    static CommandTable of(List<CommandHandle> order) {
        Map<String, CommandHandle> handles = new LinkedHashMap<>();
        List<String> clashes = new ArrayList<>();
        for (CommandHandle handle : order) {
            CommandHandle winner = handles.putIfAbsent(handle.spec().name(), handle);
            if (winner != null) {
                clashes.add(lost("The command", handle.spec().name(), handle, winner));
            }
        }
        Map<String, CommandHandle> taken = new HashMap<>(handles);
        List<CommandSpec> specs = new ArrayList<>();
        handles.values().forEach(handle -> specs.add(withFreeAliases(handle, taken, clashes)));
        specs.sort(Comparator.comparing(CommandSpec::group).thenComparing(CommandSpec::name));
        return new CommandTable(List.copyOf(specs), Map.copyOf(handles), List.copyOf(clashes));
    }

    private static CommandSpec withFreeAliases(
            CommandHandle handle, Map<String, CommandHandle> taken, List<String> clashes) {
        List<String> free = new ArrayList<>();
        for (String alias : handle.spec().aliases()) {
            CommandHandle winner = taken.putIfAbsent(alias, handle);
            if (winner == null) {
                free.add(alias);
            } else if (winner != handle) {
                clashes.add(lost("The alias", alias, handle, winner));
            }
        }
        return handle.spec().alias(free.toArray(String[]::new));
    }

    private static String lost(String what, String name, CommandHandle loser, CommandHandle winner) {
        return what + " /" + name + " of " + loser.bundle() + " is hidden by /"
                + winner.spec().name() + " of " + winner.bundle();
    }

    static boolean mayBeSaid(CommandSpec spec, Conversation conversation) {
        return spec.access() == Access.EVERYBODY || conversation.owner();
    }

    /** @param allowed what the person may mean */
    static CommandException unknown(String word, List<CommandSpec> allowed) {
        List<String> names = allowed.stream()
                .flatMap(spec -> Stream.concat(Stream.of(spec.name()), spec.aliases().stream()))
                .toList();
        String nearest = NearestName.of(word, names)
                .map(name -> "Did you mean /" + name + "? ")
                .orElse("");
        return new CommandException(Code.UNKNOWN, "There is no command /" + word + ".", nearest + "/help lists them.");
    }
}
