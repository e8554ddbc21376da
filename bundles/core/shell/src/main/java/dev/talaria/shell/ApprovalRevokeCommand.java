package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.approval.Approvals;
import dev.talaria.shell.text.Printable;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code approval:revoke}: takes a remembered answer back. At once: less is allowed after it, not more. */
@Service
@Command(
        scope = "approval",
        name = "revoke",
        description = "Takes a remembered answer back; the call is asked again.",
        detailedDescription = "Example: approval:revoke 3f2a91")
public final class ApprovalRevokeCommand extends AdminCommand {
    @Argument(name = "id", description = "As in approval:list, or how it begins", required = true)
    @Completion(ApprovalRuleCompleter.class)
    String id = "";

    @Reference(optional = true)
    @Nullable
    Approvals approvals;

    @Override
    String run() throws CommandException {
        Approvals known = here(approvals);
        ApprovalRule rule = Ids.find("remembered answer", "approval:list", id, known.rules(), ApprovalRule::id);
        if (!known.revoke(rule.id())) {
            throw new CommandException("Another took " + rule.id() + " back meanwhile.");
        }
        return "Taken back; such a call is asked again: "
                + ApprovalListCommand.shortened(Printable.exactly(rule.call()));
    }
}
