package dev.talaria.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Reads a reply of {@link PacedServer} and does nothing with it: what the server alone can do, to compare with. */
final class PlainClient {
    private static final byte[] REQUEST =
            "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 8 << 10;

    private PlainClient() {}

    /** @param seen called after each read that got something of the events */
    static void read(int port, Runnable seen) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(REQUEST);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[BUFFER];
            int head = PacedServer.HEAD.length;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                head -= read;
                if (head < 0) {
                    seen.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
