package dev.talaria.shell;

import dev.talaria.shell.text.Printable;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.CommandException;

/** Finds what a person means by a name, of which the beginning is enough if no other begins so. */
final class Ids {
    private static final int MOST_SHOWN = 8;

    private Ids() {}

    /**
     * @param kind what is looked for, as in "No tool …"
     * @param list the command that lists them
     * @throws CommandException if nothing, or more than one, is meant
     */
    static <T> T find(String kind, String list, String given, Collection<T> all, Function<T, String> id)
            throws CommandException {
        List<T> found = all.stream().filter(one -> id.apply(one).equals(given)).toList();
        if (found.isEmpty()) {
            found = all.stream().filter(one -> id.apply(one).startsWith(given)).toList();
        }
        List<String> names = found.stream().map(id).distinct().toList();
        if (names.isEmpty()) {
            throw new CommandException(
                    "No " + kind + " is named '" + Printable.exactly(given) + "', nor begins so. See " + list + ".");
        } else if (names.size() > 1) {
            String some = names.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
            throw new CommandException("'" + Printable.exactly(given) + "' may be " + some
                    + (names.size() > MOST_SHOWN ? ", …" : "") + ". Type more of it.");
        }
        return found.get(0);
    }
}
