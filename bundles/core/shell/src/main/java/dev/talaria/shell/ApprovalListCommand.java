package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.approval.Approvals;
import dev.talaria.shell.text.Printable;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code approval:list}: the answers that are remembered. */
@Service
@Command(
        scope = "approval",
        name = "list",
        description = "Lists the answers that are remembered.",
        detailedDescription = "Example: approval:list")
public final class ApprovalListCommand extends ListCommand<ApprovalRule> {
    private static final int LONGEST_CALL = 60;

    private static final Listing<ApprovalRule> LISTING = new Listing<ApprovalRule>("No answer is remembered.")
            .text("ID", "id", ApprovalRule::id)
            .text("SCOPE", "scope", ApprovalRule::scope)
            .text("WHO", "principal", ApprovalRule::principal)
            .text("WHERE", "workspace", ApprovalRule::workspace)
            .free()
            .hidden("session", ApprovalRule::session)
            .worded("CALL", "call", ApprovalRule::call, rule -> shortened(Printable.exactly(rule.call())))
            .free()
            .text("ENDS", "expires", ApprovalRule::expires);

    @Reference(optional = true)
    @Nullable
    Approvals approvals;

    @Override
    Listing<ApprovalRule> listing() {
        return LISTING;
    }

    @Override
    List<ApprovalRule> rows() throws CommandException {
        return here(approvals).rules();
    }

    static String shortened(String call) {
        return call.length() <= LONGEST_CALL ? call : call.substring(0, LONGEST_CALL) + "…";
    }
}
