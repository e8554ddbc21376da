package dev.talaria.api.usage;

import dev.talaria.api.model.Usage;
import java.time.LocalDate;

/**
 * What one person used of one model on one day.
 *
 * @param day in UTC
 * @param principal id of the one whom the turns ran for
 * @param model endpoint and model, as {@code endpoint/model}
 * @param calls requests that were answered
 */
public record UsageEntry(LocalDate day, String principal, String model, long calls, Usage usage) {}
