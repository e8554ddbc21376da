package dev.talaria.shell;

import dev.talaria.api.health.Doctor;
import dev.talaria.api.health.Finding;
import dev.talaria.api.health.Health.State;
import dev.talaria.shell.text.Printable;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code talaria:doctor}: what is not well, and what to do about it. */
@Service
@Command(
        scope = "talaria",
        name = "doctor",
        description = "Looks at store, disk, clock, permissions, models, sandboxes, bundles and configuration.",
        detailedDescription = "Example: talaria:doctor --strict --json\nFails if something is down, so that a script"
                + " notices; with --strict also if something is degraded. Asks no model and sends nothing.")
public final class DoctorCommand extends ListCommand<Finding> {
    private static final Listing<Finding> LISTING = new Listing<Finding>("Nobody looks at anything.")
            .text("PROBE", "probe", Finding::probe)
            .text("STATE", "state", finding -> finding.health().state())
            .text("FINDING", "cause", finding -> finding.health().cause())
            .hidden("remedy", finding -> finding.health().remedy())
            .hidden("tookMs", Finding::took);

    @Option(name = "--strict", description = "Fail also if something is degraded")
    boolean strict;

    @Reference(optional = true)
    @Nullable
    Doctor doctor;

    @Override
    Listing<Finding> listing() {
        return LISTING;
    }

    @Override
    List<Finding> rows() throws CommandException {
        if (doctor == null) {
            throw new CommandException("Talaria's engine is not running. talaria:problems says which bundle is"
                    + " the cause, logs/talaria.log why.");
        }
        return doctor.examine();
    }

    /** Lines, not a table: causes and remedies are sentences, and must be read at 80 columns. */
    @Override
    String shown(List<Finding> findings, Instant now) {
        return lines(findings);
    }

    static String lines(List<Finding> findings) {
        int width =
                findings.stream().mapToInt(one -> one.probe().length()).max().orElse(0);
        return findings.stream().map(one -> line(one, width)).collect(Collectors.joining("\n"));
    }

    private static String line(Finding finding, int width) {
        String mark =
                switch (finding.health().state()) {
                    case OK -> "ok      ";
                    case DEGRADED -> "degraded";
                    case DOWN -> "DOWN    ";
                };
        String remedy = finding.health().remedy();
        String margin = "\n" + " ".repeat(mark.length() + width + 4);
        return mark + "  " + finding.probe()
                + " ".repeat(width - finding.probe().length() + 2)
                + sentences(finding.health().cause(), margin)
                + (remedy.isEmpty() ? "" : margin + "→ " + sentences(remedy, margin + "  "));
    }

    private static String sentences(String text, String margin) {
        return text.lines().map(Printable::exactly).collect(Collectors.joining(margin));
    }

    /** The findings are printed even if the command fails: a failure has no output of its own. */
    @Override
    String run() throws CommandException {
        List<Finding> findings = rows();
        String report = json ? LISTING.json(findings) : shown(findings, Instant.now());
        State limit = strict ? State.DEGRADED : State.DOWN;
        long bad = findings.stream()
                .filter(finding -> finding.health().state().compareTo(limit) >= 0)
                .count();
        if (bad == 0) {
            return report;
        }
        here(shell).getConsole().println(report);
        throw new CommandException(bad == 1 ? "One finding needs somebody." : bad + " findings need somebody.");
    }
}
