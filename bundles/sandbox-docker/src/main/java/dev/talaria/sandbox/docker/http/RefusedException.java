package dev.talaria.sandbox.docker.http;

import java.io.IOException;

/** The daemon answered, and refused. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param said what the daemon gave as the reason */
    RefusedException(int status, String said) {
        super(said.strip());
        this.status = status;
    }

    /** As in HTTP: 404, if there is no such thing; 409, if it is in no state for that. */
    public int status() {
        return status;
    }
}
