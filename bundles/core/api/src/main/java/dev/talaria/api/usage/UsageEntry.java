package dev.talaria.api.usage;

import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What one person used of one model on one day.
 *
 * @param day in UTC
 * @param principal id of the one whom the turns ran for
 * @param model endpoint and model, as {@code endpoint/model}
 * @param task what for
 * @param calls requests that were answered
 * @param usd what they cost, in US dollars, as far as prices are known
 * @param unpriced those of the calls whose price is not known
 * @param priceSources who said the prices, and of which day
 */
public record UsageEntry(
        LocalDate day,
        String principal,
        String model,
        Purpose.Task task,
        long calls,
        Usage usage,
        BigDecimal usd,
        long unpriced,
        List<String> priceSources) {
    public UsageEntry {
        priceSources = List.copyOf(priceSources);
    }
}
