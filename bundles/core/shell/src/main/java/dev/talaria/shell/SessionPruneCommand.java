package dev.talaria.shell;

import dev.talaria.api.session.PrunedSessions;
import dev.talaria.shell.text.Printable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code session:prune}: erases old sessions. */
@Service
@Command(
        scope = "session",
        name = "prune",
        description = "Erases the sessions that were not used for some time, for good; never one whose turn is open.",
        detailedDescription = "Example: session:prune --older-than 90d")
public final class SessionPruneCommand extends SessionCommand {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,5})([dhw])");

    @Option(name = "--older-than", description = "Not used for so long: 90d, 12w or 36h", required = true)
    String olderThan = "";

    @Option(name = "--yes", description = "Do it; without, only what would be erased is shown")
    boolean yes;

    @Override
    String run() throws CommandException {
        PrunedSessions pruned = control().prune(age(olderThan), !yes, person());
        String what = (pruned.sessions() == 1 ? "1 session" : pruned.sessions() + " sessions") + " with "
                + pruned.bytes() / 1_000 + " kB"
                + (pruned.kept() == 0 ? "" : "; " + pruned.kept() + " more stay, their turn is open");
        return yes
                ? "Erased: " + what + "."
                : "Would be erased: " + what + ".\nNothing was erased. With --yes they are gone for good.";
    }

    static Duration age(String given) throws CommandException {
        Matcher found = AGE.matcher(given);
        if (!found.matches()) {
            throw new CommandException("--older-than is days, weeks or hours, such as 90d, 12w or 36h, not '"
                    + Printable.exactly(given) + "'.");
        }
        long number = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "w" -> Duration.ofDays(7 * number);
            default -> Duration.ofDays(number);
        };
    }
}
