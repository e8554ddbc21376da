package dev.talaria.shell;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.audit.AuditEntry;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code audit:list}: what was done to this instance, and by whom. */
@Service
@Command(
        scope = "audit",
        name = "list",
        description = "Lists what was done to this instance, and by whom; the newest last.",
        detailedDescription = "Example: audit:list --last 200 --json")
public final class AuditListCommand extends ListCommand<AuditEntry> {
    private static final Listing<AuditEntry> LISTING = new Listing<AuditEntry>("Nothing was done yet.")
            .number("NO", "sequence", AuditEntry::sequence)
            .text("TIME", "time", AuditEntry::time)
            .text("WHO", "actor", AuditEntry::actor)
            .text("DID", "action", AuditEntry::action)
            .text("TO", "object", AuditEntry::object)
            .free()
            .text("OUTCOME", "outcome", AuditEntry::outcome)
            .free();

    @Option(name = "--last", description = "How many entries")
    int last = 50;

    @Reference(optional = true)
    @Nullable
    Audit audit;

    @Override
    Listing<AuditEntry> listing() {
        return LISTING;
    }

    @Override
    List<AuditEntry> rows() throws CommandException {
        return here(audit).last(last);
    }
}
