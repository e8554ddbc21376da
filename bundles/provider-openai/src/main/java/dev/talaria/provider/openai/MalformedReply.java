package dev.talaria.provider.openai;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The reply is not what the protocol says. The message completes "The reply of … cannot be used: ". */
final class MalformedReply extends IOException {
    private static final long serialVersionUID = 1;

    MalformedReply(String what) {
        this(what, null);
    }

    MalformedReply(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
