package dev.talaria.shell;

import dev.talaria.api.approval.Approvals;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code approval:revoke}: takes a remembered answer back. */
@Service
@Command(
        scope = "approval",
        name = "revoke",
        description = "Takes a remembered answer back; the call is asked again.",
        detailedDescription = "Example: approval:revoke 3f2a91")
public final class ApprovalRevokeCommand implements Action {
    @Argument(name = "id", description = "As in approval:list, or how it begins", required = true)
    String id = "";

    @Reference
    @Nullable
    Approvals approvals;

    @Override
    public @Nullable Object execute() {
        if (approvals == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        return approvals.revoke(id)
                ? "Taken back; such a call is asked again."
                : "No answer, or more than one, has an id that begins with '" + id + "'. See approval:list.";
    }
}
