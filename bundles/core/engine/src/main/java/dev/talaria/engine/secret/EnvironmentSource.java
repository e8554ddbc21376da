package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretRef;
import dev.talaria.spi.secret.SecretSource;
import java.util.Map;
import java.util.Optional;

/** {@code env:NAME}: a variable of this process's environment. */
final class EnvironmentSource implements SecretSource {
    private final Map<String, String> environment;

    EnvironmentSource(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String scheme() {
        return SecretRef.ENV;
    }

    @Override
    public Optional<String> resolve(String location) {
        String value = environment.get(location);
        if (value == null) {
            throw SecretFailures.notFound(
                    "Talaria was started without the variable " + location + ".",
                    "Set it and start Talaria again, or use another reference: store:NAME needs no restart.");
        }
        return Optional.of(value);
    }
}
