package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Approvals;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code approval:mode}: how much runs without a question. */
@Service
@Command(
        scope = "approval",
        name = "mode",
        description = "Shows how much runs without a question, and what else it could be.",
        detailedDescription = "Example: approval:mode\nTo change it for good: config:property-set --pid"
                + " dev.talaria.approval mode workspace; for one message: ask --approve workspace.")
public final class ApprovalModeCommand extends ListCommand<ApprovalModeCommand.Row> {
    record Row(ApprovalMode mode, boolean configured) {}

    private static final Listing<Row> LISTING = new Listing<Row>("")
            .text("MODE", "mode", row -> row.mode())
            .worded("NOW", "configured", Row::configured, row -> row.configured() ? "yes" : "")
            .shown("RUNS WITHOUT A QUESTION", row -> meaning(row.mode()))
            .free();

    @Reference(optional = true)
    @Nullable
    Approvals approvals;

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
