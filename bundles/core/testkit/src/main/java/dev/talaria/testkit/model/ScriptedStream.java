package dev.talaria.testkit.model;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sends the body of one {@link ScriptedReply}, with the faults that it asks for. */
final class ScriptedStream {
    private static final long PROBE_MILLIS = 10;
    private static final int NO_CONTENT = 204;
    private static final byte[] COMMENT = ": waiting\n\n".getBytes(StandardCharsets.UTF_8);

    private final HttpExchange exchange;
    private final ScriptedReply reply;
    private final Semaphore contentSent;
    private final Semaphore disconnects;
    private long left = Long.MAX_VALUE;

    /**
     * @param contentSent released when the content is on its way
     * @param disconnects released when the client goes away before the end
     */
    ScriptedStream(HttpExchange exchange, ScriptedReply reply, Semaphore contentSent, Semaphore disconnects) {
        this.exchange = exchange;
        this.reply = reply;
        this.contentSent = contentSent;
        this.disconnects = disconnects;
    }

    void send(List<byte[]> content, List<byte[]> end) throws IOException {
        List<byte[]> first = reply.changed ? changed(content, end) : content;
        begin(first, end);
        try {
            for (byte[] part : first) {
                write(part);
            }
            contentSent.release();
            while (reply.endless) {
                write(first.get(first.size() - 1));
            }
            pause(true);
            finish(end);
        } catch (IOException e) {
            if (reply.end != ScriptedReply.End.CUT) {
                disconnects.release();
            }
            throw e;
        }
    }

    /** Waits as the reply says; in a stream, comments find out whether the client is still there. */
    void pause(boolean probing) throws IOException {
        sleep(reply.delay);
        CountDownLatch hold = reply.hold;
        try {
            while (hold != null && !hold.await(PROBE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (probing) {
                    exchange.getResponseBody().write(COMMENT);
                    exchange.getResponseBody().flush();
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private List<byte[]> changed(List<byte[]> content, List<byte[]> end) {
        List<byte[]> all = new ArrayList<>(content);
        all.addAll(end);
        return reply.change.apply(List.copyOf(all));
    }

    private void begin(List<byte[]> content, List<byte[]> end) throws IOException {
        long length = 0;
        if (reply.status == NO_CONTENT) {
            length = -1;
            left = 0;
        } else if (reply.missing != 0) {
            long whole = content.stream().mapToLong(part -> part.length).sum()
                    + (reply.changed
                            ? 0
                            : end.stream().mapToLong(part -> part.length).sum());
            length = whole - reply.missing;
            left = length;
        }
        exchange.sendResponseHeaders(reply.status, length);
    }

    private void finish(List<byte[]> end) throws IOException {
        if (reply.end == ScriptedReply.End.CUT) {
            // An exception makes the JDK's server close the socket without the last chunk.
            throw new IOException("cut on purpose");
        }
        if (reply.end != ScriptedReply.End.SILENT && !reply.changed) {
            for (byte[] event : end) {
                write(event);
            }
        }
        exchange.getResponseBody().close();
    }

    private void write(byte[] part) throws IOException {
        sleep(reply.pause);
        int length = (int) Math.min(part.length, left);
        left -= length;
        OutputStream out = exchange.getResponseBody();
        out.write(part, 0, length);
        out.flush();
        reply.sent.addAndGet(length);
    }

    private static void sleep(Duration wait) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IOException("the scripted server is closing", cause);
    }
}
