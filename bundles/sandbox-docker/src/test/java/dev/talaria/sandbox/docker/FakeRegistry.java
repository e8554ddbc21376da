package dev.talaria.sandbox.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * A registry (the distribution specification's pull half) with one image of one layer, {@code one:1}. Daemons try
 * TLS first, and speak plain HTTP to 127.0.0.1 once they have heard that.
 */
final class FakeRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private final HttpServer server;
    private final ServerSocket front;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final byte[] manifest;
    private final String layer;
    private volatile String login = "";
    private volatile CountDownLatch held = new CountDownLatch(0);
    final CountDownLatch reached = new CountDownLatch(1);

    FakeRegistry(byte[] layerTar) throws Exception {
        byte[] zipped = zip(layerTar);
        layer = put(zipped);
        String config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"User\":\"\"},\"rootfs\":{\"type\":\"layers\","
                        + "\"diff_ids\":[\"" + digest(layerTar) + "\"]}}";
        byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
        manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST
                        + "\",\"config\":{\"mediaType\":\"application/vnd.docker.container.image.v1+json\",\"size\":"
                        + bytes.length + ",\"digest\":\"" + put(bytes)
                        + "\"},\"layers\":[{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar.gzip\",\"size\":"
                        + zipped.length + ",\"digest\":\"" + layer + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v2/", this::answer);
        server.start();
        front = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = front.accept();
                threads.execute(() -> pass(socket));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    /** Who begins a TLS handshake, whose first byte is 22, is told at once that there is none. */
    private void pass(Socket socket) {
        try (socket;
                Socket behind = new Socket(
                        InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
            int first = socket.getInputStream().read();
            if (first == 22) {
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            behind.getOutputStream().write(first);
            threads.execute(() -> pump(socket, behind));
            behind.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // Either side has gone.
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either side has gone.
        }
    }

    String image() {
        return host() + "/one:1";
    }

    String host() {
        return "127.0.0.1:" + front.getLocalPort();
    }

    /** From now on only who says this gets anything. */
    void requireLogin(String authorization) {
        login = authorization;
    }

    /** From now on the layer does not end before it is let go. */
    void hold() {
        held = new CountDownLatch(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (!login.isEmpty() && !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"fake\"");
                refuse(exchange, 401, "UNAUTHORIZED");
            } else if (path.equals("/v2/")) {
                exchange.sendResponseHeaders(200, -1);
            } else if (path.startsWith("/v2/one/manifests/")) {
                exchange.getResponseHeaders().add("Content-Type", MANIFEST);
                exchange.getResponseHeaders().add("Docker-Content-Digest", digest(manifest));
                send(exchange, manifest);
            } else if (path.startsWith("/v2/one/blobs/")) {
                blob(exchange, path.substring("/v2/one/blobs/".length()));
            } else {
                refuse(exchange, 404, "MANIFEST_UNKNOWN");
            }
        }
    }

    private void blob(HttpExchange exchange, String digest) throws IOException {
        byte[] content = blobs.get(digest);
        if (!digest.equals(layer) || held.getCount() == 0) {
            send(exchange, content);
            return;
        }
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content, 0, content.length / 2);
        exchange.getResponseBody().flush();
        reached.countDown();
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        byte[] said = ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"of the fake\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, said.length);
        exchange.getResponseBody().write(said);
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
        }
        exchange.sendResponseHeaders(200, head ? -1 : content.length);
        if (!head) {
            exchange.getResponseBody().write(content);
        }
    }

    private String put(byte[] content) throws Exception {
        blobs.put(digest(content), content);
        return digest(content);
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        }
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        front.close();
        held.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
