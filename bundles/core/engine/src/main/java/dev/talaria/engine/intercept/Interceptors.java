package dev.talaria.engine.intercept;

import dev.talaria.api.agent.TurnInfo;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.agent.TurnInterceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interceptors that are here, as one. Out in the order of their ranking, back in the reverse; a failing one is
 * named.
 */
@Component(service = Interceptors.class)
public final class Interceptors {
    private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

    private record Named(TurnInterceptor interceptor, String bundle) {}

    private final TreeMap<ServiceReference<TurnInterceptor>, Named> registered =
            new TreeMap<>(Collections.reverseOrder());
    private volatile List<Named> order = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindInterceptor(TurnInterceptor interceptor, ServiceReference<TurnInterceptor> reference) {
        Bundle bundle = reference.getBundle();
        synchronized (registered) {
            registered.put(reference, new Named(interceptor, bundle.getSymbolicName() + " " + bundle.getVersion()));
            order = List.copyOf(registered.values());
        }
    }

    void unbindInterceptor(ServiceReference<TurnInterceptor> reference) {
        synchronized (registered) {
            registered.remove(reference);
            order = List.copyOf(registered.values());
        }
    }

    /** For embedding without OSGi; in the order of the calls. */
    public void add(TurnInterceptor interceptor) {
        synchronized (registered) {
            List<Named> longer = new ArrayList<>(order);
            longer.add(new Named(interceptor, interceptor.getClass().getName()));
            order = List.copyOf(longer);
        }
    }

    /**
     * The request with the messages that the interceptors want; model, prefix and tool choice stay.
     *
     * @throws ModelException if one fails
     */
    public ChatRequest beforeModel(ChatRequest request, TurnInfo turn) {
        ChatRequest now = request;
        for (Named each : order) {
            try {
                List<Message> messages = each.interceptor().beforeModel(now, turn);
                now = new ChatRequest(now.model(), now.system(), now.tools(), messages, now.toolChoice());
            } catch (RuntimeException e) {
                throw new ModelException(
                        Reason.BAD_REQUEST,
                        "The interceptor of " + each.bundle() + " failed before the model was asked: " + e,
                        "Update that bundle, or stop it.",
                        null,
                        e);
            }
        }
        return now;
    }

    public void afterModel(ChatRequest request, ChatResponse response, TurnInfo turn) {
        for (Named each : backwards()) {
            try {
                each.interceptor().afterModel(request, response, turn);
            } catch (RuntimeException e) {
                LOG.warn("The interceptor of {} failed after a reply; the turn goes on", each.bundle(), e);
            }
        }
    }

    /** The first result that one gives instead of the call, a failure included. */
    public Optional<ToolResult> beforeTool(ToolCall call, TurnInfo turn) {
        for (Named each : order) {
            try {
                Optional<ToolResult> instead = each.interceptor().beforeTool(call, turn);
                if (instead.isPresent()) {
                    return instead;
                }
            } catch (RuntimeException e) {
                LOG.warn("The interceptor of {} failed before a call of {}", each.bundle(), call.name(), e);
                return Optional.of(ToolResult.denied("Nothing was run: the interceptor of " + each.bundle()
                        + " failed and cannot clear the call. Its bundle must be updated or stopped."));
            }
        }
        return Optional.empty();
    }

    public ToolResult afterTool(ToolCall call, ToolResult result, TurnInfo turn) {
        ToolResult now = result;
        for (Named each : backwards()) {
            try {
                now = each.interceptor().afterTool(call, now, turn);
            } catch (RuntimeException e) {
                LOG.warn("The interceptor of {} failed after a call of {}", each.bundle(), call.name(), e);
                now = new ToolResult(
                        now.status() == ToolResult.Status.OK ? ToolResult.Status.ERROR : now.status(),
                        "The call ran, but its result is withheld: the interceptor of " + each.bundle()
                                + " failed. Its bundle must be updated or stopped.");
            }
        }
        return now;
    }

    public void afterTurn(TurnInfo turn, TurnResult result, Duration took) {
        for (Named each : backwards()) {
            try {
                each.interceptor().afterTurn(turn, result, took);
            } catch (RuntimeException e) {
                LOG.warn("The interceptor of {} failed after a turn", each.bundle(), e);
            }
        }
    }

    private List<Named> backwards() {
        List<Named> reversed = new ArrayList<>(order);
        Collections.reverse(reversed);
        return reversed;
    }
}
