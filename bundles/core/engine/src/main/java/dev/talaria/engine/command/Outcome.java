package dev.talaria.engine.command;

/** The state behind a command, if it succeeds and if it fails. */
record Outcome(ShellState success, ShellState failure) {
    static Outcome of(ShellState state) {
        return new Outcome(state, state);
    }

    ShellState either() {
        return success.or(failure);
    }
}
