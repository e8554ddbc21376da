package dev.talaria.shell;

import dev.talaria.api.base.TalariaException;

/** The shell shows an exception's message and nothing else. */
final class Failures {
    private Failures() {}

    /** To be thrown by a command: what happened and what to do. */
    static IllegalStateException shown(TalariaException e) {
        return new IllegalStateException(e.shown(), e);
    }
}
