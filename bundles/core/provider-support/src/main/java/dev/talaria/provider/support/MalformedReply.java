package dev.talaria.provider.support;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The reply is not what the protocol says. The message completes "The reply of … cannot be used: ". */
public final class MalformedReply extends IOException {
    private static final long serialVersionUID = 1;

    public MalformedReply(String what) {
        this(what, null);
    }

    public MalformedReply(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
