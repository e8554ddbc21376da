package dev.talaria.tool.support;

/** An argument is not what the schema says; the message names it. */
final class BindingException extends IllegalArgumentException {
    BindingException(String message) {
        super(message);
    }

    static BindingException expected(String what, String where, Object value) {
        String shown = String.valueOf(value);
        String start = shown.length() <= 40 ? shown : shown.substring(0, 40) + "…";
        return new BindingException("argument '" + where + "' must be " + what + ", not " + start);
    }
}
