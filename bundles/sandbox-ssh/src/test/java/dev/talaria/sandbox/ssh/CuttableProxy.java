package dev.talaria.sandbox.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes TCP connections on to a port of this machine, until it is told not to. */
final class CuttableProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean silent;
    private volatile Runnable onConnect = () -> {};

    CuttableProxy(int target) throws IOException {
        this.target = target;
        run("accept", () -> {
            while (true) {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(upstream);
                run("up", () -> copy(client, upstream));
                run("down", () -> copy(upstream, client));
                onConnect.run();
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    void onConnect(Runnable action) {
        onConnect = action;
    }

    /** Takes nothing and gives nothing any more, and closes nothing: a host without power. */
    void silence() {
        silent = true;
    }

    /** What was silent stays so; new connections are passed on. */
    void heal() throws IOException {
        cut();
        silent = false;
    }

    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        // The connection is over.
                    }
                },
                "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void copy(Socket from, Socket to) throws IOException, InterruptedException {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int length = read(in, buffer); length >= 0; length = read(in, buffer)) {
                to.getOutputStream().write(buffer, 0, length);
            }
        }
    }

    private int read(InputStream in, byte[] buffer) throws IOException, InterruptedException {
        int length = silent ? -1 : in.read(buffer);
        while (silent) {
            Thread.sleep(1_000);
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
