package dev.talaria.sandbox.docker;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of Talaria's data, which tells the containers of one instance from those of another. */
record Home(Path directory) {
    /** The framework property that names it. */
    static final String PROPERTY = "talaria.home";

    /** What no tool may read or write. */
    private static final List<String> PROTECTED = List.of("etc", "deploy", "keys", "store", "blobs");

    private static final int DIGEST_LETTERS = 12;

    static Home of(@Nullable String configured) {
        return new Home(
                configured == null || configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".talaria")
                        : Path.of(configured).toAbsolutePath());
    }

    /** Letters and digits that stand for this home. */
    String mark() {
        return digest(real(directory).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Where a sandbox's files are, if they are here. */
    Path storage(String sandbox) {
        return directory
                .resolve("sandboxes/docker")
                .resolve("of-" + URLEncoder.encode(sandbox, StandardCharsets.UTF_8));
    }

    /** Whether something in this directory, or this directory in something, is what no tool may touch. */
    boolean protects(Path path) {
        Path real = real(path);
        return PROTECTED.stream()
                .map(name -> real(directory).resolve(name))
                .anyMatch(secret -> secret.startsWith(real) || real.startsWith(secret));
    }

    static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
