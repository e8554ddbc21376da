package dev.talaria.provider.support;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/**
 * Refuses a reply that is too long, and a line that is too long, before they fill the memory. Works on the reply after
 * decompression. A line may exceed its limit by one read.
 */
public final class LimitedSource extends ForwardingSource {
    private final long maxLineBytes;
    private final long maxReplyBytes;
    private long lineBytes;
    private long replyBytes;

    public LimitedSource(Source source, long maxLineBytes, long maxReplyBytes) {
        super(source);
        this.maxLineBytes = maxLineBytes;
        this.maxReplyBytes = maxReplyBytes;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        long read = super.read(sink, byteCount);
        if (read <= 0) {
            return read;
        }
        replyBytes += read;
        if (replyBytes > maxReplyBytes) {
            throw new MalformedReply("it is longer than " + maxReplyBytes + " bytes");
        }
        long sinceLineEnd = bytesSinceLineEnd(sink, read);
        lineBytes = sinceLineEnd < read ? sinceLineEnd : lineBytes + read;
        if (lineBytes > maxLineBytes) {
            throw new MalformedReply("a line is longer than " + maxLineBytes + " bytes");
        }
        return read;
    }

    private static long bytesSinceLineEnd(Buffer sink, long read) {
        for (long back = 1; back <= read; back++) {
            byte character = sink.getByte(sink.size() - back);
            if (character == '\n' || character == '\r') {
                return back - 1;
            }
        }
        return read;
    }
}
