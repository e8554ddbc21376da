package dev.talaria.shell;

import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.support.CommandException;

/**
 * A command that lists rows: a table for people, with {@code --json} one JSON array for programs.
 *
 * @param <R> a row
 */
abstract class ListCommand<R> extends AdminCommand {
    @Option(name = "--json", description = "One JSON array for programs: ISO times, units in the names")
    boolean json;

    abstract Listing<R> listing();

    abstract List<R> rows() throws CommandException;

    /** For people; a table, unless the rows are sentences. */
    String shown(List<R> rows, Instant now) {
        return listing().table(rows, now, columns());
    }

    /** A line or more below the table; for people only. */
    String footnote(List<R> rows) {
        return "";
    }

    @Override
    String run() throws CommandException {
        List<R> rows = rows();
        if (json) {
            return listing().json(rows);
        }
        String note = footnote(rows);
        return shown(rows, Instant.now()) + (note.isEmpty() ? "" : "\n" + note);
    }
}
