package dev.talaria.testkit.connector;

import dev.talaria.api.base.Address;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.gateway.DeliveryException;
import dev.talaria.api.gateway.DeliveryException.Reason;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.OutboundMessage;
import dev.talaria.api.gateway.Receipt;
import dev.talaria.spi.gateway.Connector;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A connector to the scripted platform, as one for a real platform would be: it polls, acknowledges what was accepted
 * by asking from the next number on, and says of each send what is known of it.
 */
public class ScriptedConnector implements Connector {
    public static final String PLATFORM = "scripted";

    private static final Duration POLL = Duration.ofSeconds(20);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(200);

    private final URI base;
    private final String account;
    private final String token;
    private final RepeatGuard guard;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private @Nullable Thread poller;

    /** @param base as {@code ScriptedPlatform.baseUrl} says */
    public ScriptedConnector(URI base, String account, String token, RepeatGuard guard) {
        this.base = base;
        this.account = account;
        this.token = token;
        this.guard = guard;
    }

    @Override
    public String platform() {
        return PLATFORM;
    }

    @Override
    public String account() {
        return account;
    }

    @Override
    public RepeatGuard repeatGuard() {
        return guard;
    }

    @Override
    public synchronized void start(Inbound inbound) {
        if (poller == null) {
            poller = new Thread(() -> poll(inbound), "scripted-connector-" + account);
            poller.setDaemon(true);
            poller.start();
        }
    }

    @Override
    public void stop() {
        Thread running;
        synchronized (this) {
            running = poller;
            poller = null;
        }
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        running.interrupt();
        try {
            running.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll(Inbound inbound) {
        long next = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                next = receive(inbound, next);
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                // The platform is away or the message could not be kept: what was not acknowledged comes again.
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(BEFORE_NEXT_TRY.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** @return what is asked for next, which acknowledges all before it */
    private long receive(Inbound inbound, long next) throws IOException, InterruptedException {
        HttpRequest request = request("/updates?next=" + next + "&wait=" + POLL.toMillis())
                .timeout(POLL.plusSeconds(10))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("The platform answered " + response.statusCode());
        }
        long after = next;
        for (String line : response.body().lines().toList()) {
            Map<String, String> update = Form.fields(line);
            inbound.accept(message(update));
            after = Long.parseLong(update.get("update")) + 1;
        }
        return after;
    }

    private InboundMessage message(Map<String, String> update) {
        Address address = Address.of(PLATFORM, account, update.getOrDefault("chat", ""))
                .withThread(update.getOrDefault("thread", ""))
                .withReplyTo(update.getOrDefault("id", ""));
        return new InboundMessage(
                address,
                update.getOrDefault("id", ""),
                update.getOrDefault("sender", ""),
                update.getOrDefault("name", ""),
                update.getOrDefault("text", ""),
                List.of(),
                Instant.parse(update.getOrDefault("sent", "1970-01-01T00:00:00Z")));
    }

    @Override
    public Receipt send(OutboundMessage message, Cancellation cancellation) {
        Address to = message.address();
        String body = Form.line(
                "chat",
                to.chat(),
                "thread",
                to.thread(),
                "replyTo",
                to.replyTo(),
                "text",
                message.text(),
                "nonce",
                guard == RepeatGuard.NONCE ? message.key() : "",
                "tag",
                guard == RepeatGuard.HISTORY ? message.key() : "");
        HttpRequest request =
                request("/send").POST(BodyPublishers.ofString(body)).build();
        return receipt(checked(exchange(request, cancellation)));
    }

    @Override
    public Optional<Receipt> find(OutboundMessage message, Cancellation cancellation) {
        String query = Form.line("chat", message.address().chat(), "tag", message.key());
        HttpResponse<String> response =
                checked(exchange(request("/history?" + query).build(), cancellation));
        return response.body().isBlank() ? Optional.empty() : Optional.of(receipt(response));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> exchange(HttpRequest request, Cancellation cancellation) {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, BodyHandlers.ofString());
        try (var registration = cancellation.onCancel(() -> answer.cancel(true))) {
            return answer.get();
        } catch (ExecutionException e) {
            boolean unreached = e.getCause() instanceof ConnectException;
            throw unreached
                    ? failure(Reason.UNREACHABLE, base + " was not reached.", e.getCause())
                    : failure(Reason.UNKNOWN, "The connection to " + base + " broke off.", e.getCause());
        } catch (java.util.concurrent.CancellationException e) {
            throw failure(Reason.UNKNOWN, "The send was stopped: " + cancellation.reason() + ".", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw failure(Reason.UNKNOWN, "The send was interrupted.", e);
        }
    }

    private HttpResponse<String> checked(HttpResponse<String> response) {
        int status = response.statusCode();
        String said = "The platform answered " + status + ": " + response.body().strip();
        switch (status) {
            case 200:
                return response;
            case 401:
                throw failure(Reason.AUTHENTICATION, said, null);
            case 404:
                throw failure(Reason.DEAD_TARGET, said, null);
            case 429:
                Duration wait = response.headers()
                        .firstValue("Retry-After-Ms")
                        .map(value -> Duration.ofMillis(Long.parseLong(value)))
                        .orElse(null);
                throw new DeliveryException(Reason.RATE_LIMIT, said, "It is sent again by itself.", wait, null);
            case 503:
                throw failure(Reason.UNREACHABLE, said, null);
            default:
                throw failure(status >= 500 ? Reason.UNKNOWN : Reason.REFUSED, said, null);
        }
    }

    private static DeliveryException failure(Reason reason, String message, @Nullable Throwable cause) {
        return new DeliveryException(reason, message, "See what the platform's script says.", null, cause);
    }

    private static Receipt receipt(HttpResponse<String> response) {
        Map<String, String> fields = Form.fields(response.body().strip());
        return new Receipt(fields.getOrDefault("id", ""), Instant.parse(fields.getOrDefault("at", "")));
    }
}
