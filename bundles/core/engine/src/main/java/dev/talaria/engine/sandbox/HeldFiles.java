package dev.talaria.engine.sandbox;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Files of a sandbox that may be closed and opened again between two uses. */
final class HeldFiles implements FileAccess {
    private final SharedLease lease;

    HeldFiles(SharedLease lease) {
        this.lease = lease;
    }

    /** Something done with files. */
    private interface Work<T> {
        T on(FileAccess files) throws IOException;
    }

    private <T> T use(Work<T> work) throws IOException {
        try {
            return lease.use(sandbox -> {
                try {
                    return work.on(sandbox.files());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public Optional<FileStat> stat(String path) throws IOException {
        return use(files -> files.stat(path));
    }

    @Override
    public String realPath(String path) throws IOException {
        return use(files -> files.realPath(path));
    }

    @Override
    public InputStream read(String path) throws IOException {
        return use(files -> files.read(path));
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        return use(files -> files.list(path));
    }

    @Override
    public void write(String path, byte[] content, String expected) throws IOException {
        use(files -> {
            files.write(path, content, expected);
            return true;
        });
    }

    @Override
    public void write(String path, InputStream content, String expected) throws IOException {
        use(files -> {
            files.write(path, content, expected);
            return true;
        });
    }

    @Override
    public void append(String path, byte[] content) throws IOException {
        use(files -> {
            files.append(path, content);
            return true;
        });
    }

    @Override
    public void delete(String path, String expected) throws IOException {
        use(files -> {
            files.delete(path, expected);
            return true;
        });
    }
}
