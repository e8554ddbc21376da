package dev.talaria.shell;

import dev.talaria.api.model.Usage;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.api.usage.Usages;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** {@code usage:show}: tokens and cost by day, person, model and task. */
@Service
@Command(
        scope = "usage",
        name = "show",
        description = "Shows the tokens that were used and what they cost, by day (UTC), person, model and task.",
        detailedDescription = "Example: usage:show --days 30\nCACHED is the part of the input that came from the"
                + " provider's cache. COST is as the price's source says; '+?' stands for calls whose price nobody"
                + " knows.")
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
        LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(Math.max(1, days) - 1L);
        List<UsageEntry> entries = usages.since(first);
        String sources = entries.stream()
                .flatMap(entry -> entry.priceSources().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return Tables.text(table(entries)) + (sources.isEmpty() ? "" : "\nPrices: " + sources);
    }

    private static ShellTable table(List<UsageEntry> entries) {
        ShellTable table = new ShellTable().emptyTableText("Nothing was used.");
        table.column("DAY");
        table.column("WHO");
        table.column("MODEL");
        table.column("FOR");
        table.column("CALLS").alignRight();
        table.column("INPUT").alignRight();
        table.column("CACHED").alignRight();
        table.column("OUTPUT").alignRight();
        table.column("REASONING").alignRight();
        table.column("COST").alignRight();
        for (UsageEntry entry : entries) {
            table.addRow()
                    .addContent(
                            entry.day(),
                            entry.principal(),
                            entry.model(),
                            entry.task().name().toLowerCase(Locale.ROOT),
                            entry.calls(),
                            entry.usage().inputTokens(),
                            cached(entry.usage()),
                            entry.usage().outputTokens(),
                            entry.usage().reasoningTokens(),
                            cost(entry));
        }
        return table;
    }

    private static String cached(Usage usage) {
        return usage.inputTokens() == 0 ? "0 %" : usage.cachedInputTokens() * 100 / usage.inputTokens() + " %";
    }

    static String cost(UsageEntry entry) {
        if (entry.unpriced() == entry.calls()) {
            return "?";
        }
        return "$" + entry.usd().setScale(4, RoundingMode.HALF_UP).toPlainString() + (entry.unpriced() > 0 ? "+?" : "");
    }
}
