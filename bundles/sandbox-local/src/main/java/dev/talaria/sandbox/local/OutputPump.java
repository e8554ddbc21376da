package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.CommandListener;
import java.io.IOException;
import java.io.InputStream;

/** Carries a process's output to its listener without ever blocking in a read. */
final class OutputPump {
    private static final int READ_BYTES = 4096;
    /** Per round, so that a flood of output cannot hold up a time limit. */
    private static final int READS_PER_ROUND = 64;

    private final InputStream output;
    private final CommandListener listener;
    private final Utf8Text text = new Utf8Text();
    private final byte[] buffer = new byte[READ_BYTES];

    OutputPump(InputStream output, CommandListener listener) {
        this.output = output;
        this.listener = listener;
    }

    /** @return whether there was anything */
    boolean round() throws IOException {
        int reads = 0;
        while (reads < READS_PER_ROUND && output.available() > 0) {
            int length = output.read(buffer, 0, Math.min(output.available(), READ_BYTES));
            if (length <= 0) {
                break;
            }
            tell(text.next(buffer, length));
            reads++;
        }
        return reads > 0;
    }

    void end() {
        tell(text.end());
    }

    private void tell(String part) {
        if (!part.isEmpty()) {
            listener.onOutput(part);
        }
    }
}
