package dev.talaria.api.command;

/**
 * Something that a person may want to type.
 *
 * @param value takes the place of the word that is being typed
 * @param label what it is, one short line; may be empty
 */
public record Suggestion(String value, String label) {}
