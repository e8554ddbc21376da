package dev.talaria.attach;

import java.io.IOException;

/** The other side sent what the protocol does not know. */
public final class ProtocolException extends IOException {
    public ProtocolException(String message) {
        super(message);
    }
}
