package dev.talaria.api.gateway;

import java.time.Instant;

/**
 * Somebody who was let in by a code, or who was given one.
 *
 * @param platform for example {@code telegram}
 * @param id of the person there, behind that of the space in which it is unique
 * @param name as they call themselves
 * @param since when they were let in, or given the code
 * @param approved whether they were let in
 */
public record PairedPerson(String platform, String id, String name, Instant since, boolean approved) {}
