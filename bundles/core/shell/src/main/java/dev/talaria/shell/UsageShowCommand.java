package dev.talaria.shell;

import dev.talaria.api.usage.UsageEntry;
import dev.talaria.api.usage.Usages;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code usage:show}: tokens by day, person and model. */
@Service
@Command(
        scope = "usage",
        name = "show",
        description = "Shows the tokens that were used, by day (UTC), person and model.",
        detailedDescription = "Example: usage:show --days 30")
public final class UsageShowCommand implements Action {
    @Option(name = "--days", description = "How many days, today included")
    int days = 7;

    @Reference
    @Nullable
    Usages usages;

    @Override
    public @Nullable Object execute() {
        if (usages == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        ShellTable table = new ShellTable().emptyTableText("Nothing was used.");
        table.column("DAY");
        table.column("WHO");
        table.column("MODEL");
        table.column("CALLS").alignRight();
        table.column("INPUT").alignRight();
        table.column("CACHED").alignRight();
        table.column("OUTPUT").alignRight();
        table.column("REASONING").alignRight();
        LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(Math.max(1, days) - 1L);
        for (UsageEntry entry : usages.since(first)) {
            table.addRow()
                    .addContent(
                            entry.day(),
                            entry.principal(),
                            entry.model(),
                            entry.calls(),
                            entry.usage().inputTokens(),
                            entry.usage().cachedInputTokens(),
                            entry.usage().outputTokens(),
                            entry.usage().reasoningTokens());
        }
        return Tables.text(table);
    }
}
