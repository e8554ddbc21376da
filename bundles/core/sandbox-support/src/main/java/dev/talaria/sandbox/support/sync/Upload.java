package dev.talaria.sandbox.support.sync;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An archive that is whole before anything of it is sent: a file that changes under our hands harms nobody then. */
final class Upload implements AutoCloseable {
    private final Path file = Files.createTempFile("talaria-sync", ".tar");
    private final OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
    private final TarWriter tar = new TarWriter(out);

    Upload() throws IOException {}

    TarWriter tar() {
        return tar;
    }

    /** Ends the archive. */
    InputStream finished() throws IOException {
        tar.end();
        out.close();
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.delete(file);
    }
}
