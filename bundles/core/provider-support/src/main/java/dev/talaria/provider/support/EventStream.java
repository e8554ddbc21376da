package dev.talaria.provider.support;

import java.io.IOException;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events on the calling thread (WHATWG HTML, section 9.2.6). Of the fields, {@code data} and
 * {@code event} matter here.
 *
 * <p>Not with okhttp-sse: its reader, 5.5.1, runs in a circle for ever when a stream ends its lines with CR alone, and
 * neither a timeout nor a cancellation gets it out.
 */
public final class EventStream {
    private static final ByteString LINE_END = ByteString.encodeUtf8("\r\n");
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final BufferedSource source;
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private boolean afterCarriageReturn;

    private EventStream(BufferedSource source) {
        this.source = source;
    }

    /**
     * Gives each event to the consumer until it wants no more or the stream ends. An event that no blank line ended is
     * none.
     *
     * @throws IOException if the connection breaks, a limit is exceeded, or whatever the consumer throws
     */
    public static void read(Response response, Limits limits, Consumer consumer) throws IOException {
        var limited = new LimitedSource(response.body().source(), limits.maxLineBytes(), limits.maxReplyBytes());
        new EventStream(Okio.buffer(limited)).read(consumer);
    }

    private void read(Consumer consumer) throws IOException {
        String line = readLine();
        if (line != null && line.startsWith(BYTE_ORDER_MARK)) {
            line = line.substring(1);
        }
        for (; line != null; line = readLine()) {
            if (!line.isEmpty()) {
                accept(line);
            } else if (!dispatch(consumer)) {
                return;
            }
        }
    }

    private void accept(String line) {
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        if (field.equals("data")) {
            data.append(value).append('\n');
        } else if (field.equals("event")) {
            type = value;
        }
    }

    private boolean dispatch(Consumer consumer) throws IOException {
        String event = data.toString();
        String named = type;
        data.setLength(0);
        type = "";
        return event.isEmpty() || consumer.accept(named, event.substring(0, event.length() - 1));
    }

    /** The next line, ended by CR, LF or both; null at the end. Never waits for a LF after a CR. */
    private @Nullable String readLine() throws IOException {
        if (afterCarriageReturn && source.request(1) && source.getBuffer().getByte(0) == '\n') {
            source.skip(1);
        }
        long length = source.indexOfElement(LINE_END);
        if (length < 0) {
            return null;
        }
        String line = source.readUtf8(length);
        afterCarriageReturn = source.readByte() == '\r';
        return line;
    }

    /** Takes events. */
    public interface Consumer {
        /**
         * @param type empty unless the event names one
         * @return whether more is wanted
         */
        boolean accept(String type, String data) throws IOException;
    }
}
