package dev.talaria.api.health;

import java.time.Duration;

/**
 * What a probe found.
 *
 * @param probe its name
 * @param took how long the probe took in all
 */
public record Finding(String probe, Health health, Duration took) {}
