package dev.talaria.api.command;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What is known of a command without running it.
 *
 * @param name without the slash: lower case letters, digits and hyphens, 32 at most
 * @param aliases other names of it
 * @param group of the help it stands in
 * @param summary one line, no full stop: what it does
 * @param arguments what may stand behind the name, such as {@code [TURNS]}; empty for nothing
 * @param access who may say it
 */
public record CommandSpec(
        String name, List<String> aliases, Group group, String summary, String arguments, Access access) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public CommandSpec {
        aliases = List.copyOf(aliases);
        if (!NAME.matcher(name).matches()
                || !aliases.stream().allMatch(alias -> NAME.matcher(alias).matches())) {
            throw new IllegalArgumentException("no name of a command: " + name + " " + aliases);
        }
    }

    /** Where the help lists a command. The order is that of the help. */
    public enum Group {
        CONVERSATION("Conversation"),
        SESSIONS("Sessions"),
        MODEL("Model and tools"),
        SAFETY("Approvals and earlier states"),
        INSTANCE("This instance"),
        SCREEN("This screen");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** Who may say a command. */
    public enum Access {
        /** Whoever may talk to the agent there. */
        EVERYBODY,
        /** Only an owner: it changes what is allowed, or shows what is not of this conversation. */
        OWNER
    }

    /** A command that everybody may say and that takes nothing. */
    public static CommandSpec of(String name, Group group, String summary) {
        return new CommandSpec(name, List.of(), group, summary, "", Access.EVERYBODY);
    }

    public CommandSpec taking(String value) {
        return new CommandSpec(name, aliases, group, summary, value, access);
    }

    public CommandSpec alias(String... values) {
        return new CommandSpec(name, List.of(values), group, summary, arguments, access);
    }

    public CommandSpec forOwners() {
        return new CommandSpec(name, aliases, group, summary, arguments, Access.OWNER);
    }

    /** Whether this is one of its names. */
    public boolean isCalled(String word) {
        return name.equals(word) || aliases.contains(word);
    }

    /**
     * What a person may mean by a word: the one of that name or alias, else those whose name begins so.
     *
     * @param known an earlier one wins over a later one of its name
     */
    public static List<CommandSpec> meant(String word, List<CommandSpec> known) {
        return known.stream()
                .filter(spec -> spec.isCalled(word))
                .findFirst()
                .map(List::of)
                .orElseGet(() -> known.stream()
                        .filter(spec -> spec.name().startsWith(word))
                        .toList());
    }

    /** As people type it, with what it takes. */
    public String usage() {
        return "/" + name + (arguments.isEmpty() ? "" : " " + arguments);
    }
}
