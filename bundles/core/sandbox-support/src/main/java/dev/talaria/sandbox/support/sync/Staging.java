package dev.talaria.sandbox.support.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files of a sandbox on their way back: all are here, and as they should be, before one goes to its place. */
final class Staging implements AutoCloseable {
    private final Path directory = Files.createTempDirectory("talaria-sync");
    private final List<Fetched> files = new ArrayList<>();
    private final long mostBytes;

    Staging(long mostBytes) throws IOException {
        this.mostBytes = mostBytes;
    }

    /** @param hash SHA-256 of the content, in hexadecimal digits */
    record Fetched(String name, Path content, String hash, boolean executable) {}

    /** What takes the files to their place. */
    interface Taker {
        void take(Fetched file) throws IOException;
    }

    /**
     * @param wanted their names; anything else in the archive is refused
     * @param hashes by name
     */
    void take(TarReader archive, Set<String> wanted, Map<String, String> hashes) throws IOException {
        long total = 0;
        for (Optional<TarReader.Entry> entry = archive.next(); entry.isPresent(); entry = archive.next()) {
            String given = entry.get().name();
            String name = given.startsWith("./") ? given.substring(2) : given;
            if (!wanted.contains(name)) {
                throw new IOException("the sandbox sends " + given + ", which nobody asked for");
            }
            total += entry.get().size();
            if (total > mostBytes) {
                throw new IOException("more than " + mostBytes + " bytes changed in the sandbox; take them by hand");
            }
            Path content = directory.resolve(Integer.toString(files.size()));
            String hash = save(archive, content);
            if (!hash.equals(hashes.get(name))) {
                throw new IOException(name + " changed in the sandbox while it was fetched");
            }
            files.add(new Fetched(name, content, hash, entry.get().executable()));
        }
        if (files.size() != wanted.size()) {
            throw new IOException("the sandbox sent " + files.size() + " of " + wanted.size() + " files");
        }
    }

    private static String save(TarReader archive, Path file) throws IOException {
        MessageDigest digest = HostTree.digest();
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[65_536];
            for (int length = archive.read(buffer); length >= 0; length = archive.read(buffer)) {
                out.write(buffer, 0, length);
                digest.update(buffer, 0, length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    void forEach(Taker taker) throws IOException {
        for (Fetched file : files) {
            taker.take(file);
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; Files.deleteIfExists(directory.resolve(Integer.toString(i))); i++) {
            // The names are numbers from 0 on.
        }
        Files.delete(directory);
    }
}
