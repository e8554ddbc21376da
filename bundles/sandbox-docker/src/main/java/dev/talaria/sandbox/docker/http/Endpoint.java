package dev.talaria.sandbox.docker.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Where a daemon listens. */
public interface Endpoint {
    /**
     * @param limitMs how long it may take
     * @throws IOException if nobody answers there
     */
    Connection connect(int limitMs) throws IOException;

    /** As people write it: {@code unix:///var/run/docker.sock}. */
    String name();

    /** A Unix-domain socket. */
    record Unix(Path socket) implements Endpoint {
        @Override
        public Connection connect(int limitMs) throws IOException {
            return new ChannelConnection(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        }

        @Override
        public String name() {
            return "unix://" + socket;
        }
    }

    /** TCP without encryption or any proof of who it is. */
    record Tcp(String host, int port) implements Endpoint {
        @Override
        public Connection connect(int limitMs) throws IOException {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                channel.socket().connect(resolve(host, port), limitMs);
                return new ChannelConnection(channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public String name() {
            return "tcp://" + host + ":" + port;
        }
    }

    /** TLS over TCP; the name in the daemon's certificate must be the host. */
    record Tls(String host, int port, SSLContext context) implements Endpoint {
        @Override
        public Connection connect(int limitMs) throws IOException {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
            try {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.connect(resolve(host, port), limitMs);
                socket.setSoTimeout(limitMs);
                socket.startHandshake();
                socket.setSoTimeout(0);
                return new TlsConnection(socket);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        @Override
        public String name() {
            return "tcp://" + host + ":" + port + " (TLS)";
        }
    }

    private static InetSocketAddress resolve(String host, int port) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host + " is the name of no machine");
        }
        return address;
    }
}
