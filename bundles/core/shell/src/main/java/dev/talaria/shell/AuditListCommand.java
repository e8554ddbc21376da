package dev.talaria.shell;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.audit.AuditEntry;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code audit:list}: what was done to this instance, and by whom. */
@Service
@Command(
        scope = "audit",
        name = "list",
        description = "Lists what was done to this instance, and by whom; the newest last.",
        detailedDescription = "Example: audit:list --last 200 --json")
public final class AuditListCommand implements Action {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Option(name = "--last", description = "How many entries")
    int last = 50;

    @Option(name = "--json", description = "For programs")
    boolean json;

    @Reference
    @Nullable
    Audit audit;

    @Override
    public @Nullable Object execute() {
        if (audit == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        List<AuditEntry> entries = audit.last(last);
        return json ? JsonRows.of(entries.stream().map(AuditListCommand::row).toList()) : table(entries);
    }

    private static Map<String, Object> row(AuditEntry entry) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sequence", entry.sequence());
        row.put("time", entry.time());
        row.put("actor", entry.actor());
        row.put("action", entry.action());
        row.put("object", entry.object());
        row.put("outcome", entry.outcome());
        return row;
    }

    private static String table(List<AuditEntry> entries) {
        ShellTable table = new ShellTable().emptyTableText("Nothing was done yet.");
        table.column("NO").alignRight();
        table.column("TIME");
        table.column("WHO");
        table.column("DID");
        table.column("TO");
        table.column("OUTCOME");
        for (AuditEntry entry : entries) {
            table.addRow()
                    .addContent(
                            entry.sequence(),
                            TIME.format(entry.time()),
                            Printable.exactly(entry.actor()),
                            Printable.exactly(entry.action()),
                            Printable.exactly(entry.object()),
                            Printable.exactly(entry.outcome()));
        }
        return Tables.text(table);
    }
}
