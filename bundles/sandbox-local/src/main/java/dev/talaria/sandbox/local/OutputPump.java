package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.sandbox.support.MarkedOutput;
import dev.talaria.sandbox.support.Utf8Text;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Carries a process's output to its listener without ever blocking in a read. */
final class OutputPump {
    private static final int READ_BYTES = 4096;
    /** Per round, so that a flood of output cannot hold up a time limit. */
    private static final int READS_PER_ROUND = 64;

    private final InputStream output;
    private final CommandListener listener;
    private final @Nullable MarkedOutput marked;
    private final Utf8Text text = new Utf8Text();
    private final byte[] buffer = new byte[READ_BYTES];

    /** @param marked takes marks out of the output; null if there are none */
    OutputPump(InputStream output, CommandListener listener, @Nullable MarkedOutput marked) {
        this.output = output;
        this.marked = marked;
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
            hear(buffer, length);
            reads++;
        }
        return reads > 0;
    }

    void end() {
        if (marked != null) {
            byte[] rest = marked.end();
            tell(text.next(rest, rest.length));
        }
        tell(text.end());
    }

    private void hear(byte[] bytes, int length) {
        byte[] said = marked == null ? bytes : marked.next(bytes, length);
        tell(text.next(said, marked == null ? length : said.length));
    }

    private void tell(String part) {
        if (!part.isEmpty()) {
            listener.onOutput(part);
        }
    }
}
