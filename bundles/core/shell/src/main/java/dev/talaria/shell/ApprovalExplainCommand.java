package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Approvals;
import dev.talaria.api.approval.Approvals.Explained;
import dev.talaria.api.approval.Approvals.Explanation;
import dev.talaria.api.approval.Decision;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code approval:explain}: what would happen to a command, and why. */
@Service
@Command(
        scope = "approval",
        name = "explain",
        description = "Says what a command is understood to do, and what each mode makes of it. Runs nothing.",
        detailedDescription = "Example: approval:explain \"git push --force\"")
public final class ApprovalExplainCommand implements Action {
    @Argument(name = "command", description = "The command, as one word", required = true)
    String command = "";

    @Option(name = "--cwd", description = "Directory that it would run in, also the workspace")
    String cwd = System.getProperty("user.dir");

    @Reference
    @Nullable
    Approvals approvals;

    @Override
    public @Nullable Object execute() {
        if (approvals == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        Explanation explanation = approvals.explain(command, cwd);
        return effects(explanation) + "\n\n" + verdicts(explanation);
    }

    private static String effects(Explanation explanation) {
        ShellTable table = new ShellTable().emptyTableText("It touches nothing.");
        table.column("CLASS");
        table.column("EFFECT");
        table.column("BY");
        for (Explained explained : explanation.effects()) {
            table.addRow()
                    .addContent(
                            explained.effectClass().word(),
                            Printable.exactly(explained.effect().toString()),
                            Printable.exactly(explained.effect().part()));
        }
        return Tables.text(table);
    }

    private static String verdicts(Explanation explanation) {
        ShellTable table = new ShellTable();
        table.column("MODE");
        table.column("SAYS");
        table.column("BY");
        table.column("BECAUSE");
        List<Decision> verdicts = explanation.verdicts();
        for (ApprovalMode mode : ApprovalMode.values()) {
            Decision decision = verdicts.get(mode.ordinal());
            table.addRow()
                    .addContent(
                            mode.word() + (mode == explanation.mode() ? " (configured)" : ""),
                            decision.verdict().name().toLowerCase(Locale.ROOT),
                            decision.rule(),
                            Printable.exactly(decision.reason()));
        }
        return Tables.text(table);
    }
}
