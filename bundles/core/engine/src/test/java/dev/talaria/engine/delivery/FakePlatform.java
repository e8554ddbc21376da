package dev.talaria.engine.delivery;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.gateway.DeliveryException;
import dev.talaria.api.gateway.DeliveryException.Reason;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.OutboundMessage;
import dev.talaria.api.gateway.Receipt;
import dev.talaria.spi.gateway.Connector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A platform in memory and its connector; what the next sends meet is scripted. */
public class FakePlatform implements Connector {
    private final String account;
    private final RepeatGuard guard;
    private final Deque<Behaviour> behaviours = new ArrayDeque<>();
    private final Map<String, Receipt> byKey = new HashMap<>();
    public final List<OutboundMessage> asked = new ArrayList<>();
    public final List<String> shown = new ArrayList<>();
    public @Nullable Inbound inbound;
    public int finds;

    /** What a send meets. */
    public interface Behaviour {
        Receipt send(OutboundMessage message, Cancellation cancellation);
    }

    public FakePlatform(RepeatGuard guard) {
        this("work", guard);
    }

    public FakePlatform(String account, RepeatGuard guard) {
        this.account = account;
        this.guard = guard;
    }

    public FakePlatform next(Behaviour behaviour) {
        behaviours.add(behaviour);
        return this;
    }

    /** It takes nothing. */
    public FakePlatform failing(Reason reason) {
        return next((message, cancellation) -> {
            throw new DeliveryException(reason, "said " + reason, "");
        });
    }

    public FakePlatform limited(Duration wait) {
        return next((message, cancellation) -> {
            throw new DeliveryException(Reason.RATE_LIMIT, "slow down", "", wait, null);
        });
    }

    /** It takes the message, but nobody sees that. */
    public FakePlatform cut() {
        return next((message, cancellation) -> {
            show(message);
            throw new DeliveryException(Reason.UNKNOWN, "cut", "");
        });
    }

    @Override
    public String platform() {
        return "fake";
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
    public void start(Inbound taker) {
        inbound = taker;
    }

    @Override
    public void stop() {
        inbound = null;
    }

    /** At each bar. */
    @Override
    public List<String> parts(String markdown) {
        return List.of(markdown.split("\\|"));
    }

    @Override
    public Receipt send(OutboundMessage message, Cancellation cancellation) {
        asked.add(message);
        Behaviour behaviour = behaviours.poll();
        return behaviour == null ? show(message) : behaviour.send(message, cancellation);
    }

    @Override
    public Optional<Receipt> find(OutboundMessage message, Cancellation cancellation) {
        finds++;
        return Optional.ofNullable(byKey.get(message.key()));
    }

    public Receipt show(OutboundMessage message) {
        Receipt earlier = byKey.get(message.key());
        if (earlier != null && guard == RepeatGuard.NONCE) {
            return earlier;
        }
        shown.add(message.text());
        Receipt receipt = new Receipt("m" + shown.size(), Instant.EPOCH);
        byKey.put(message.key(), receipt);
        return receipt;
    }
}
