package dev.talaria.testkit.modal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Short-lived tokens in the form of a JWT; only the fake itself can tell a good one. */
final class Tokens {
    private record Token(String subject, long expiresMs) {}

    private final Map<String, Token> issued = new ConcurrentHashMap<>();
    private volatile Duration life = Duration.ofMinutes(20);

    void life(Duration value) {
        life = value;
    }

    String issue(String subject) {
        long expiresMs = System.currentTimeMillis() + life.toMillis();
        String token = part("{\"alg\":\"none\"}")
                + "."
                + part("{\"sub\":\"" + subject + "\",\"exp\":" + expiresMs / 1000.0 + "}")
                + "."
                + part(UUID.randomUUID().toString());
        issued.put(token, new Token(subject, expiresMs));
        return token;
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whom it was given to; empty if it is none, or too old. */
    Optional<String> subject(String token) {
        return Optional.ofNullable(issued.get(token))
                .filter(known -> known.expiresMs() > System.currentTimeMillis())
                .map(Token::subject);
    }

    int count() {
        return issued.size();
    }

    /** None is good any more. */
    void revoke() {
        issued.clear();
    }
}
