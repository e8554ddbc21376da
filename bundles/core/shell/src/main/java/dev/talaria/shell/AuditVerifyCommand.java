package dev.talaria.shell;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.audit.AuditReport;
import dev.talaria.api.audit.AuditReport.Break;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code audit:verify}: whether the audit log is as it was written. Fails if it is not, so that a script can tell. */
@Service
@Command(
        scope = "audit",
        name = "verify",
        description = "Walks the audit log and says whether every entry is as it was written, and none is missing.",
        detailedDescription =
                "Example: audit:verify\nKeep the head that it shows in another place: it tells whether the"
                        + " log was replaced as a whole.")
public final class AuditVerifyCommand extends AdminCommand {
    @Reference(optional = true)
    @Nullable
    Audit audit;

    @Override
    String run() throws CommandException {
        AuditReport report = here(audit).verify();
        if (report.broken().isPresent()) {
            Break at = report.broken().get();
            throw new CommandException(
                    "The audit log is broken at entry " + at.sequence() + " (" + at.time() + "): " + at.problem()
                            + ".\nThe " + report.sound() + " before it are sound. Compare store/ with a backup.");
        }
        return report.sound() + " entries, each as it was written. Head: " + report.head();
    }
}
