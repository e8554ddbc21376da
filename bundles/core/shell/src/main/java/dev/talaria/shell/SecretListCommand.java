package dev.talaria.shell;

import dev.talaria.api.secret.SecretEntry;
import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretKeeper;
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

/** {@code secret:list}: which secrets are referred to, by whom, and whether they can be had. Never a value. */
@Service
@Command(
        scope = "secret",
        name = "list",
        description = "Lists the secrets that are kept or referred to, by whom, and whether they can be had.",
        detailedDescription = "Example: secret:list --json\n(read) stands for a secret that was asked for and is in no"
                + " configuration. Values are never shown; programs of cmd: references are run.")
public final class SecretListCommand implements Action {
    @Option(name = "--json", description = "For programs")
    boolean json;

    @Reference
    @Nullable
    SecretKeeper secrets;

    @Override
    public @Nullable Object execute() {
        if (secrets == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        try {
            List<SecretEntry> entries = secrets.list();
            return json
                    ? JsonRows.of(entries.stream().map(SecretListCommand::row).toList())
                    : table(entries);
        } catch (SecretException e) {
            throw Failures.shown(e);
        }
    }

    private static Map<String, Object> row(SecretEntry entry) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("reference", entry.ref().toString());
        row.put("scheme", entry.ref().scheme());
        row.put("usedBy", entry.usedBy());
        row.put("resolves", entry.problem().isEmpty());
        row.put("problem", entry.problem());
        return row;
    }

    private static String table(List<SecretEntry> entries) {
        ShellTable table = new ShellTable().emptyTableText("No secret is kept or referred to. See secret:set.");
        table.column("SECRET");
        table.column("USED BY");
        table.column("STATE");
        for (SecretEntry entry : entries) {
            table.addRow()
                    .addContent(
                            Printable.exactly(entry.ref().toString()),
                            Printable.exactly(String.join(", ", entry.usedBy())),
                            entry.problem().isEmpty() ? "ok" : Printable.exactly(entry.problem()));
        }
        return Tables.text(table);
    }
}
