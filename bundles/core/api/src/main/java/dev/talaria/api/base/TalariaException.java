package dev.talaria.api.base;

import org.jspecify.annotations.Nullable;

/**
 * An error that a person may meet. The message says what happened and where; {@link #remedy()} says what to do.
 */
public class TalariaException extends RuntimeException {
    private final transient ErrorCode code;
    private final String remedy;

    public TalariaException(ErrorCode code, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
    }

    public ErrorCode code() {
        return code;
    }

    /** What to do, as one or two sentences. */
    public String remedy() {
        return remedy;
    }

    /** Message and remedy, one line each, ready to be shown. */
    public String shown() {
        return remedy.isEmpty() ? getMessage() : getMessage() + "\n" + remedy;
    }
}
