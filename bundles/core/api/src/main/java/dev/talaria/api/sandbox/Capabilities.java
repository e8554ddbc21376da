package dev.talaria.api.sandbox;

/**
 * What a backend can do beyond what every sandbox does.
 *
 * @param terminal whether commands can have one
 * @param suspend whether a sandbox can be put aside and opened again with its files
 * @param persistent whether files can outlive {@code close}
 * @param network whether the network can be switched off
 * @param limits whether memory and processors can be limited
 * @param outlives whether detached commands outlive Talaria
 */
public record Capabilities(
        boolean terminal, boolean suspend, boolean persistent, boolean network, boolean limits, boolean outlives) {}
