package dev.talaria.attach;

import org.jspecify.annotations.Nullable;

/**
 * What a frame says. The codes of {@link #HELLO}, {@link #WELCOME}, {@link #ERROR_OUTPUT} and {@link #EXIT} stay for
 * ever, so that two versions can at least say that they do not understand each other.
 */
public enum FrameType {
    /** From the client, first of all: a {@link Hello}. */
    HELLO(1),
    /** From the client: bytes of its standard input. */
    INPUT(2),
    /** From the client: its standard input has ended. */
    INPUT_END(3),
    /** From the client: columns and rows of its terminal, two integers. */
    RESIZE(4),
    /** From the client: the person pressed Ctrl-C. */
    INTERRUPT(5),
    /** From the server: the command begins. Its process id, a long. */
    WELCOME(64),
    /** From the server: bytes for standard output. */
    OUTPUT(65),
    /** From the server: bytes for standard error. */
    ERROR_OUTPUT(66),
    /** From the server: one byte, 1 if the terminal shall pass on every key unseen, 0 as it was before. */
    RAW(67),
    /** From the server: one byte, 0 for what a single read of standard input gives, 1 for all of it. */
    READ(68),
    /** From the server, last of all: the exit code, an integer. */
    EXIT(69);

    private static final FrameType[] ALL = values();

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static @Nullable FrameType of(int code) {
        for (FrameType type : ALL) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }
}
