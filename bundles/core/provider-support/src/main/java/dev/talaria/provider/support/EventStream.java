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
    /** After the first line of data, which is the only one of nearly every event. */
    private final StringBuilder moreData = new StringBuilder();

    private @Nullable String data;
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
        int end = colon < 0 ? line.length() : colon;
        int value = colon < 0 ? end : line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
        if (end == 4 && line.startsWith("data")) {
            addData(line.substring(value));
        } else if (end == 5 && line.startsWith("event")) {
            type = line.substring(value);
        }
    }

    private void addData(String line) {
        if (data == null) {
            data = line;
        } else {
            moreData.append('\n').append(line);
        }
    }

    private boolean dispatch(Consumer consumer) throws IOException {
        String event = data;
        String named = type;
        data = null;
        type = "";
        if (event == null) {
            return true;
        }
        if (moreData.length() > 0) {
            event += moreData;
            moreData.setLength(0);
        }
        return consumer.accept(named, event);
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
