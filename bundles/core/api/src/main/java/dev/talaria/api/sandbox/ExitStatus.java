package dev.talaria.api.sandbox;

/**
 * How a command ended.
 *
 * @param code its own exit code, 128 + n for signal n; or one of the constants where it did not end by itself
 * @param reason says whether it ended by itself
 */
public record ExitStatus(int code, Reason reason) {
    /** The code of a command that ran into its time limit. */
    public static final int TIMED_OUT = 124;
    /** The code of a command whose directory cannot be entered. */
    public static final int BAD_DIRECTORY = 126;
    /** The code of a command that was stopped. */
    public static final int INTERRUPTED = 130;

    public enum Reason {
        EXITED,
        TIMED_OUT,
        INTERRUPTED,
        /** It is gone and nobody saw its end; the code means nothing. */
        LOST
    }
}
