package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Approvals;
import dev.talaria.shell.text.Printable;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code approval:mode}: how much runs without a question, and the one way to change that which is the owner's. */
@Service
@Command(
        scope = "approval",
        name = "mode",
        description = "Shows how much runs without a question and what else it could be, or sets it for good.",
        detailedDescription = "Example: approval:mode workspace\nWithout a mode it shows what there is. It counts from"
                + " the next call and stays after a restart. For one message only: ask --approve workspace.")
public final class ApprovalModeCommand extends ListCommand<ApprovalModeCommand.Row> {
    record Row(ApprovalMode mode, boolean configured) {}

    private static final Listing<Row> LISTING = new Listing<Row>("")
            .text("MODE", "mode", row -> row.mode())
            .worded("NOW", "configured", Row::configured, row -> row.configured() ? "yes" : "")
            .shown("RUNS WITHOUT A QUESTION", row -> meaning(row.mode()))
            .free();

    @Argument(name = "mode", description = "What it shall be: ask, workspace or all")
    @Completion(ModeCompleter.class)
    String mode = "";

    @Reference(optional = true)
    @Nullable
    Approvals approvals;

    @Reference(optional = true)
    @Nullable
    ApprovalModeSetting setting;

    @Override
    String run() throws CommandException {
        return mode.isEmpty() ? super.run() : set();
    }

    private String set() throws CommandException {
        ApprovalMode wanted = ApprovalMode.of(mode)
                .orElseThrow(() -> new CommandException("The mode is ask, workspace or all, not '"
                        + Printable.exactly(mode) + "'; nothing has changed."));
        try {
            here(setting).set(wanted);
        } catch (IOException e) {
            throw new CommandException(
                    "The mode cannot be kept in etc/dev.talaria.approval.cfg (" + e + "); nothing has changed.", e);
        }
        return "From the next call on, this runs without a question: " + meaning(wanted) + ".";
    }

    @Override
    Listing<Row> listing() {
        return LISTING;
    }

    @Override
    List<Row> rows() throws CommandException {
        // The mode is part of every explanation; a command that does nothing has the shortest one.
        ApprovalMode now = here(approvals).explain(":", "/").mode();
        return Stream.of(ApprovalMode.values())
                .map(mode -> new Row(mode, mode == now))
                .toList();
    }

    private static String meaning(ApprovalMode mode) {
        return switch (mode) {
            case ASK -> "reading";
            case WORKSPACE -> "reading, and changes of the workspace and its own code";
            case ALL -> "what can be understood and is neither privileged nor destructive";
        };
    }
}
