package dev.talaria.engine.json;

/** The text is no JSON. */
public final class JsonSyntaxException extends Exception {
    JsonSyntaxException(String message) {
        super(message);
    }
}
