package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretRef;
import dev.talaria.api.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets from environment variables and files. */
@Component
public final class SecretResolver implements Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(SecretResolver.class);

    @Override
    public Optional<String> resolve(SecretRef ref) {
        String value = ref.scheme().equals("env") ? System.getenv(ref.location()) : fromFile(ref);
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String fromFile(SecretRef ref) {
        try {
            return Files.readString(Path.of(ref.location()));
        } catch (IOException e) {
            LOG.warn("Cannot read the secret {}: {}. Create the file, or name another.", ref, e.toString());
            return "";
        }
    }
}
