package dev.talaria.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code docker login} left in {@code config.json}. Programs that keep passwords (credsStore) are not asked.
 *
 * @param folder of config.json
 */
record RegistryAccess(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryAccess.class);
    private static final String HUB = "https://index.docker.io/v1/";

    /** {@code DOCKER_CONFIG}, or {@code .docker} in the user's home. */
    static RegistryAccess of(Map<String, String> environment, Path userHome) {
        String told = environment.getOrDefault("DOCKER_CONFIG", "");
        return new RegistryAccess(told.isEmpty() ? userHome.resolve(".docker") : Path.of(told));
    }

    /** How to log in for an image; null if nothing is kept for its registry. */
    @Nullable
    AuthConfig find(String image, ObjectMapper mapper) {
        Path file = folder.resolve("config.json");
        if (!Files.isReadable(file)) {
            return null;
        }
        try {
            String registry = registry(image);
            JsonNode kept =
                    mapper.readTree(Files.readAllBytes(file)).path("auths").path(registry);
            return kept.isObject() ? read(kept).withRegistryAddress(registry) : null;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} is not used: {}", file, e.getClass().getSimpleName());
            return null;
        }
    }

    private static AuthConfig read(JsonNode kept) {
        AuthConfig login = new AuthConfig();
        if (kept.hasNonNull("identitytoken")) {
            login.withIdentityToken(kept.path("identitytoken").asText());
        }
        String auth = kept.path("auth").asText("");
        String[] pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8).split(":", 2);
        return pair.length < 2 ? login : login.withUsername(pair[0]).withPassword(pair[1].replace("\0", ""));
    }

    /** As docker names it: the part before the first slash, if it can be a host. */
    static String registry(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : HUB;
    }
}
