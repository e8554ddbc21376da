package dev.talaria.sandbox.singularity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** A registry with one image of one layer with one file: what the OCI distribution and image specifications ask for. */
final class FakeRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> blobs = new HashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final String name;
    private final String tag;
    private final String layer;
    private final byte[] manifest;
    private volatile boolean hold;

    FakeRegistry(String name, String tag) throws Exception {
        this.name = name;
        this.tag = tag;
        byte[] tar = tar("hello", "hello\n".getBytes(StandardCharsets.UTF_8));
        byte[] packed = gzip(tar);
        layer = put(packed);
        byte[] config = bytes("{'architecture':'amd64','os':'linux','config':{'Env':['PATH=/bin']},'rootfs':{'type':"
                + "'layers','diff_ids':['" + digest(tar) + "']}}");
        String configDigest = put(config);
        manifest = bytes("{'schemaVersion':2,'mediaType':'" + MANIFEST
                + "','config':{'mediaType':'application/vnd.oci.image.config.v1+json','digest':'" + configDigest
                + "','size':" + config.length
                + "},'layers':[{'mediaType':'application/vnd.oci.image.layer.v1.tar+gzip','digest':'" + layer
                + "','size':" + packed.length + "}]}");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/v2/", this::answer);
        server.start();
    }

    String image() {
        return "docker://127.0.0.1:" + server.getAddress().getPort() + "/" + name + ":" + tag;
    }

    int requests() {
        return requests.get();
    }

    /** From now on no layer is sent. */
    void holdLayers() {
        hold = true;
    }

    void awaitHolding() {
        try {
            holding.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/v2/")) {
            send(exchange, 200, "application/json", bytes("{}"));
        } else if (path.equals("/v2/" + name + "/manifests/" + tag)
                || path.equals("/v2/" + name + "/manifests/" + digest(manifest))) {
            exchange.getResponseHeaders().add("Docker-Content-Digest", digest(manifest));
            send(exchange, 200, MANIFEST, manifest);
        } else {
            blob(exchange, path.substring(path.lastIndexOf('/') + 1));
        }
    }

    private void blob(HttpExchange exchange, String digest) throws IOException {
        if (hold && digest.equals(layer)) {
            holding.countDown();
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] blob = blobs.get(digest);
        if (blob == null) {
            send(
                    exchange,
                    404,
                    "application/json",
                    bytes("{'errors':[{'code':'MANIFEST_UNKNOWN','message':'unknown'}]}"));
        } else {
            send(exchange, 200, "application/octet-stream", blob);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
        }
        exchange.sendResponseHeaders(status, head ? -1 : content.length);
        if (!head) {
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    private String put(byte[] blob) {
        String digest = digest(blob);
        blobs.put(digest, blob);
        return digest;
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /** In the format of POSIX: a header of 512 bytes, the content in blocks of 512, two empty blocks. */
    private static byte[] tar(String name, byte[] content) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(header, 124, String.format("%011o\0%011o\0", content.length, 0));
        put(header, 148, "        0");
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        byte[] tar = new byte[4 * 512];
        System.arraycopy(header, 0, tar, 0, 512);
        System.arraycopy(content, 0, tar, 512, content.length);
        return tar;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
