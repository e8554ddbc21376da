package dev.talaria.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/** A way to the real daemon over TCP or TLS, which can be cut. */
final class Forwarder implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    Forwarder(ServerSocketFactory factory) throws IOException {
        server = factory.createServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
        begin(this::accept);
    }

    /** From the next connection on. */
    void needClientKeys() {
        ((SSLServerSocket) server).setNeedClientAuth(true);
    }

    String address() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                begin(() -> serve(socket));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of("/var/run/docker.sock"))) {
            Thread there = begin(() -> pump(socket, daemon));
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            OutputStream out = socket.getOutputStream();
            while (daemon.read(buffer.clear()) >= 0) {
                out.write(buffer.array(), 0, buffer.position());
            }
            out.close();
            there.join();
        } catch (IOException | InterruptedException e) {
            // It was cut.
        }
    }

    private static void pump(Socket socket, SocketChannel daemon) {
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[65_536];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                ByteBuffer part = ByteBuffer.wrap(buffer, 0, length);
                while (part.hasRemaining()) {
                    daemon.write(part);
                }
            }
            daemon.shutdownOutput();
        } catch (IOException e) {
            // It was cut.
        }
    }

    private static Thread begin(Runnable work) {
        Thread thread = new Thread(work, "forwarder");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Ends every connection, and takes no more. */
    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
