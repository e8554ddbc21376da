package dev.talaria.sandbox.docker.http;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.talaria.sandbox.support.WorkerThreads;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 to a daemon, one connection for each request: docker-java's own transports never tell the end of a program's
 * input. Failures of the connection are {@link UncheckedIOException}s.
 */
public final class DockerHttp implements DockerHttpClient {
    private static final int CONNECT_MS = 10_000;
    private static final int IDLE_THREAD_SECONDS = 5;
    private static final Set<String> FRAMING = Set.of("host", "connection", "content-length", "transfer-encoding");

    private final Endpoint endpoint;
    private final long limitMs;
    private final ScheduledThreadPoolExecutor timer;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param limitMs how long the head of an answer may take, and the whole of it where its length is known */
    public DockerHttp(Endpoint endpoint, long limitMs) {
        this.endpoint = endpoint;
        this.limitMs = limitMs;
        timer = new ScheduledThreadPoolExecutor(
                1, work -> WorkerThreads.create("talaria-sandbox-docker-deadlines", work));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_THREAD_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * @throws UncheckedIOException if the connection fails
     * @throws UnsupportedOperationException for what becomes the stream of a program; see {@link #upgrade}
     */
    @Override
    public Response execute(Request request) {
        if (request.hijackedInput() != null) {
            throw new UnsupportedOperationException("streams of programs are had by upgrade()");
        }
        try {
            InputStream content = request.body();
            byte[] bytes = request.bodyBytes();
            if (bytes == null && content != null) {
                bytes = content.readAllBytes();
            }
            return exchange(request.method(), request.path(), request.headers(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a request that makes the connection a stream to and from a program. Nothing may be sent before the daemon has
     * agreed: it would be lost.
     *
     * @param json the request's content
     * @throws IOException if the connection fails
     * @throws RefusedException if the daemon refuses
     */
    public Connection upgrade(String path, byte[] json) throws IOException {
        Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", "application/json", "Upgrade", "tcp"));
        Connection connection = connect();
        try (Deadline deadline = new Deadline(connection)) {
            Head head = deadline.guard(() -> {
                send(connection, "POST", path, headers, json);
                return Head.read(connection.input());
            });
            if (head.status() == 101 || head.status() == 200) {
                return connection;
            }
            byte[] said = deadline.guard(() -> head.body(connection.input()).readAllBytes());
            throw new RefusedException(head.status(), new String(said, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Response exchange(String method, String path, Map<String, String> headers, byte @Nullable [] content)
            throws IOException {
        Connection connection = connect();
        try (Deadline deadline = new Deadline(connection)) {
            return deadline.guard(() -> {
                send(connection, method, path, headers, content);
                Head head = Head.read(connection.input());
                InputStream body = head.body(connection.input());
                if (body == connection.input() || body instanceof ChunkedInput) {
                    return new HttpAnswer(head, body, connection);
                }
                byte[] bytes = body.readAllBytes();
                connection.close();
                return new HttpAnswer(head, new java.io.ByteArrayInputStream(bytes), connection);
            });
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect() throws IOException {
        Connection connection = endpoint.connect((int) Math.min(limitMs, CONNECT_MS));
        Connection registered = new Registered(connection, open);
        open.add(registered);
        if (closed) {
            registered.close();
            throw new IOException("the sandboxes of this kind were closed");
        }
        return registered;
    }

    private static void send(
            Connection connection, String method, String path, Map<String, String> headers, byte @Nullable [] content)
            throws IOException {
        StringBuilder head = new StringBuilder(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: docker\r\nConnection: ")
                .append(headers.containsKey("Upgrade") ? "Upgrade" : "close")
                .append("\r\n");
        headers.forEach((name, value) -> {
            if (!FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        int length = content == null ? 0 : content.length;
        head.append("Content-Length: ").append(length).append("\r\n\r\n");
        OutputStream out = new BufferedOutputStream(connection.output());
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (content != null) {
            out.write(content);
        }
        out.flush();
    }

    /** Ends every connection; whoever uses one sees an IOException. */
    @Override
    public void close() {
        closed = true;
        open.forEach(Connection::close);
        timer.shutdownNow();
    }

    private interface Exchange<T> {
        T run() throws IOException;
    }

    /** Closes a connection that takes too long. */
    private final class Deadline implements AutoCloseable {
        private final @Nullable ScheduledFuture<?> alarm;
        private volatile boolean late;

        Deadline(Connection connection) {
            alarm = closed
                    ? null
                    : timer.schedule(
                            () -> {
                                late = true;
                                connection.close();
                            },
                            limitMs,
                            TimeUnit.MILLISECONDS);
        }

        <T> T guard(Exchange<T> exchange) throws IOException {
            try {
                return exchange.run();
            } catch (IOException e) {
                if (late) {
                    throw new IOException("the daemon did not answer within " + limitMs + " ms", e);
                }
                throw e;
            }
        }

        @Override
        public void close() {
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
    }
}
