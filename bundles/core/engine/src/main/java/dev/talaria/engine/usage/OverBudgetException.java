package dev.talaria.engine.usage;

/** The next request would exceed a limit; it was not sent. */
public final class OverBudgetException extends Exception {
    private static final long serialVersionUID = 1;

    OverBudgetException(String message) {
        super(message);
    }
}
