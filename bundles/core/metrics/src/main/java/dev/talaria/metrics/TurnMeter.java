package dev.talaria.metrics;

import dev.talaria.api.agent.TurnInfo;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Cost;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.agent.TurnInterceptor;
import dev.talaria.spi.store.CommitListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.DoubleAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts what happens in turns. A call that is refused before it runs is not seen here. */
@Component(service = {TurnInterceptor.class, CommitListener.class})
public final class TurnMeter implements TurnInterceptor, CommitListener {
    private final MeterRegistry registry;
    private final Timer commits;
    private final DoubleAdder usd = new DoubleAdder();

    @Activate
    public TurnMeter(@Reference Meters meters) {
        registry = meters.registry();
        commits = registry.timer("store.commit");
        // A counter of this registry is a whole number.
        registry.gauge("model.cost.usd", usd, DoubleAdder::sum);
    }

    @Override
    public void afterTurn(TurnInfo turn, TurnResult result, Duration took) {
        registry.timer("turns", "status", word(result.status())).record(took);
    }

    @Override
    public void afterModel(ChatRequest request, ChatResponse response, TurnInfo turn) {
        count("input", response.usage().inputTokens());
        count("cached", response.usage().cachedInputTokens());
        count("output", response.usage().outputTokens());
        response.cost().map(Cost::usd).ifPresent(cost -> usd.add(cost.doubleValue()));
    }

    @Override
    public ToolResult afterTool(ToolCall call, ToolResult result, TurnInfo turn) {
        registry.counter("tool.calls", "tool", call.name(), "status", word(result.status()))
                .increment();
        return result;
    }

    @Override
    public void committed(Duration took) {
        commits.record(took);
    }

    private void count(String direction, long tokens) {
        registry.counter("model.tokens", "direction", direction).increment(tokens);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
