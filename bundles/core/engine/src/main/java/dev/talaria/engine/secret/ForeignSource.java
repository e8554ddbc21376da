package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import dev.talaria.spi.secret.SecretSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A source that a bundle brings, with a deadline, and without the messages of its exceptions. */
final class ForeignSource implements SecretSource {
    private final SecretSource source;
    private final String scheme;
    private final Duration limit;
    private final ExecutorService threads;

    ForeignSource(SecretSource source, Duration limit, ExecutorService threads) {
        this.source = source;
        this.scheme = source.scheme();
        this.limit = limit;
        this.threads = threads;
    }

    @Override
    public String scheme() {
        return scheme;
    }

    boolean is(SecretSource other) {
        return source == other;
    }

    @Override
    public Optional<String> resolve(String location) {
        Future<Optional<String>> answer = threads.submit(() -> source.resolve(location));
        try {
            return Objects.requireNonNullElse(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS), Optional.empty());
        } catch (TimeoutException e) {
            throw failed(Code.TIMEOUT, "did not answer within " + limit.toMillis() / 1_000.0 + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SecretException said) {
                throw said;
            }
            throw failed(Code.FAILED, "failed (" + e.getCause().getClass().getName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(Code.FAILED, "was interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    /** Without the cause, whose message might hold the secret. */
    private SecretException failed(Code code, String what) {
        return new SecretException(
                code,
                "The source of " + scheme + ": " + what + ".",
                "Look at the bundle that brings it: " + source.getClass().getName() + ".",
                null);
    }
}
