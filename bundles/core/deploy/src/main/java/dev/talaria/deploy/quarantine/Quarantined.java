package dev.talaria.deploy.quarantine;

/**
 * A bundle that does not start.
 *
 * @param name its symbolic name
 * @param since ISO 8601 in UTC
 * @param reason how it came to that: part of a sentence
 */
public record Quarantined(String name, String version, String since, String reason) {
    /** Name and version, as bundles are called everywhere. */
    public String bundle() {
        return name + " " + version;
    }
}
