package dev.talaria.sandbox.docker.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream of bytes to the daemon and one back. Reading and writing may happen at the same time. */
public interface Connection extends AutoCloseable {
    InputStream input();

    OutputStream output();

    /** The end of what is sent; what comes back goes on. */
    void shutdownOutput() throws IOException;

    /** Whoever reads or writes sees an IOException. Idempotent; never throws. */
    @Override
    void close();
}
