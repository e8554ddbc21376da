package dev.talaria.shell;

import dev.talaria.api.model.Usage;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.api.usage.Usages;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
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
public final class UsageShowCommand extends ListCommand<UsageEntry> {
    private static final Listing<UsageEntry> LISTING = new Listing<UsageEntry>("Nothing was used.")
            .text("DAY", "day", UsageEntry::day)
            .text("WHO", "principal", UsageEntry::principal)
            .text("MODEL", "model", UsageEntry::model)
            .text("FOR", "task", UsageEntry::task)
            .number("CALLS", "calls", UsageEntry::calls)
            .number("INPUT", "inputTokens", entry -> entry.usage().inputTokens())
            .number("CACHED", "", entry -> cached(entry.usage()))
            .hidden("cachedInputTokens", entry -> entry.usage().cachedInputTokens())
            .number("OUTPUT", "outputTokens", entry -> entry.usage().outputTokens())
            .number("REASONING", "reasoningTokens", entry -> entry.usage().reasoningTokens())
            .number("COST", "", UsageShowCommand::cost)
            .hidden("costUsd", UsageEntry::usd)
            .hidden("unpricedCalls", UsageEntry::unpriced)
            .hidden("priceSources", UsageEntry::priceSources);

    @Option(name = "--days", description = "How many days, today included")
    int days = 7;

    @Reference(optional = true)
    @Nullable
    Usages usages;

    @Override
    Listing<UsageEntry> listing() {
        return LISTING;
    }

    @Override
    List<UsageEntry> rows() throws CommandException {
        return here(usages).since(LocalDate.now(ZoneOffset.UTC).minusDays(Math.max(1, days) - 1L));
    }

    @Override
    String footnote(List<UsageEntry> entries) {
        String sources = entries.stream()
                .flatMap(entry -> entry.priceSources().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
        return sources.isEmpty() ? "" : "Prices: " + sources;
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
