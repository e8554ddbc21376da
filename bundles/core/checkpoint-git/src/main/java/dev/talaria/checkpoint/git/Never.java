package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Cancellation;

/** For work that nobody can stop. */
enum Never implements Cancellation {
    CANCELLED;

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public String reason() {
        return "";
    }

    @Override
    public Registration onCancel(Runnable action) {
        return () -> {};
    }
}
