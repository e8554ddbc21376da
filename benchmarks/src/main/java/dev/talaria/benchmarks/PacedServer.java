package dev.talaria.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers every request with the same stream of events, one at a time with a pause before each. As lean as it can be, so
 * that the client is what is measured: bytes made beforehand, one thread for each connection, which ends with the reply.
 */
final class PacedServer implements AutoCloseable {
    /** Sent before the events. */
    static final byte[] HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket;
    private volatile List<byte[]> events = List.of();
    private volatile long pauseNanos;

    PacedServer() throws IOException {
        socket = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "paced-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    /** What is answered from now on; without pauses, in as few writes as possible. */
    void answer(List<byte[]> reply, long pauseMillis) {
        events = pauseMillis == 0 ? List.of(joined(reply)) : List.copyOf(reply);
        pauseNanos = pauseMillis * 1_000_000;
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread thread = new Thread(null, () -> serve(connection), "paced-connection", 256 << 10);
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            readRequest(new BufferedInputStream(connection.getInputStream()));
            OutputStream out = connection.getOutputStream();
            out.write(HEAD);
            long next = System.nanoTime();
            for (byte[] event : events) {
                next += pauseNanos;
                for (long left = next - System.nanoTime();
                        pauseNanos > 0 && left > 0;
                        left = next - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(event);
            }
        } catch (IOException e) {
            // The client went away.
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.append((char) c);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:");
        if (at >= 0) {
            String length = lower.substring(at + 15, lower.indexOf('\r', at)).strip();
            in.skipNBytes(Long.parseLong(length));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
