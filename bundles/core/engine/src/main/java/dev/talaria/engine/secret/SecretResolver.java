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
@Component(service = {Secrets.class, SecretResolver.class})
public final class SecretResolver implements Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(SecretResolver.class);

    private final Redactor redactor = new Redactor();

    @Override
    public Optional<String> resolve(SecretRef ref) {
        String value = ref.scheme().equals("env") ? System.getenv(ref.location()) : fromFile(ref);
        Optional<String> secret = Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
        secret.ifPresent(redactor::know);
        return secret;
    }

    /** Knows every secret that was resolved. */
    public Redactor redactor() {
        return redactor;
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
