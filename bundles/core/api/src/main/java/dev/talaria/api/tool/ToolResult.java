package dev.talaria.api.tool;

/**
 * What became of a call. A tool's failure is a value: tools return {@link #error} rather than throw.
 *
 * @param text what the model reads; never empty of meaning: an error says what was wrong, where, and what to do
 */
public record ToolResult(Status status, String text) {

    /** The outcome. Variants may grow: switch with {@code default} in plug-ins. */
    public enum Status {
        /** Done. */
        OK,
        /** Not done, or done in part; the text says which and what to do. */
        ERROR,
        /** Policy or a person said no; it did not run. */
        DENIED,
        /** The tool is not there (now); it did not run. */
        UNAVAILABLE,
        /** Stopped on the way. */
        INTERRUPTED,
        /** Stopped at its time limit. */
        TIMEOUT,
        /** It started and nobody saw its end; it may or may not have happened. Never repeated by itself. */
        UNKNOWN
    }

    public static ToolResult ok(String text) {
        return new ToolResult(Status.OK, text);
    }

    public static ToolResult error(String text) {
        return new ToolResult(Status.ERROR, text);
    }

    public static ToolResult denied(String text) {
        return new ToolResult(Status.DENIED, text);
    }

    public static ToolResult unavailable(String text) {
        return new ToolResult(Status.UNAVAILABLE, text);
    }

    public static ToolResult interrupted(String text) {
        return new ToolResult(Status.INTERRUPTED, text);
    }

    public static ToolResult timeout(String text) {
        return new ToolResult(Status.TIMEOUT, text);
    }

    public static ToolResult unknown(String text) {
        return new ToolResult(Status.UNKNOWN, text);
    }
}
