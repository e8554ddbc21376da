package dev.talaria.sandbox.docker.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection over TLS. */
final class TlsConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(TlsConnection.class);
    private static final int BUFFER_BYTES = 65_536;

    private final SSLSocket socket;
    private final InputStream input;
    private final OutputStream output;

    TlsConnection(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        this.output = socket.getOutputStream();
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection to the daemon could not be closed", e);
        }
    }
}
