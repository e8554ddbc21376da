package dev.talaria.sandbox.modal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Reads when a token ends, without judging it. */
final class Jwt {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Jwt() {}

    /** Empty if the token does not say so. */
    static Optional<Instant> end(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode end =
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return end.isNumber()
                    ? Optional.of(Instant.ofEpochMilli((long) (end.asDouble() * 1_000)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
