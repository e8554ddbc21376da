package dev.talaria.engine.command;

/** A script, or a part of it, that is outside the subset. Never leaves the package. */
final class Unparsable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean limit;

    Unparsable(String reason) {
        this(reason, false);
    }

    private Unparsable(String reason, boolean limit) {
        super(reason, null, false, false);
        this.limit = limit;
    }

    static Unparsable limit(String reason) {
        return new Unparsable(reason, true);
    }

    /** Whether looking at the rest of the script would cost too much. */
    boolean isLimit() {
        return limit;
    }
}
