package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.spi.secret.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code file:/path}: a file's whole content, read each time. */
final class FileSource implements SecretSource {
    @Override
    public String scheme() {
        return SecretRef.FILE;
    }

    @Override
    public Optional<String> resolve(String location) {
        Path file = path(location);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new SecretException(Code.BAD_NAME, file + " is no file.", "Refer to a file.", null);
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(SecretLimits.BYTES + 1);
                if (bytes.length > SecretLimits.BYTES) {
                    throw SecretFailures.tooLong(SecretRef.FILE + ":" + file);
                }
                return Optional.of(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw SecretFailures.unreadable(file, e);
        }
    }

    private static Path path(String location) {
        try {
            Path file = Path.of(location);
            if (file.isAbsolute()) {
                return file;
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new SecretException(
                Code.BAD_NAME,
                "file:" + location + " has no absolute path.",
                "Write it as file:/path, from the root.",
                null);
    }
}
