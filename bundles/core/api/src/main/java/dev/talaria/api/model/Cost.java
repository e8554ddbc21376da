package dev.talaria.api.model;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a reply cost.
 *
 * @param usd in US dollars
 * @param source who says so: the endpoint itself, or whose price it was computed with
 * @param asOf the day of that price
 */
public record Cost(BigDecimal usd, String source, LocalDate asOf) {}
