package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.approval.Approvals;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code approval:list}: the answers that are remembered. */
@Service
@Command(
        scope = "approval",
        name = "list",
        description = "Lists the answers that are remembered.",
        detailedDescription = "Example: approval:list")
public final class ApprovalListCommand implements Action {
    private static final int LONGEST_CALL = 60;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Reference
    @Nullable
    Approvals approvals;

    @Override
    public @Nullable Object execute() {
        if (approvals == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        ShellTable table = new ShellTable().emptyTableText("No answer is remembered.");
        table.column("ID");
        table.column("SCOPE");
        table.column("WHO");
        table.column("WHERE");
        table.column("CALL");
        table.column("UNTIL");
        for (ApprovalRule rule : approvals.rules()) {
            String call = Printable.exactly(rule.call());
            table.addRow()
                    .addContent(
                            rule.id(),
                            rule.scope(),
                            rule.principal(),
                            rule.workspace(),
                            call.length() <= LONGEST_CALL ? call : call.substring(0, LONGEST_CALL) + "…",
                            TIME.format(rule.expires()));
        }
        return Tables.text(table);
    }
}
