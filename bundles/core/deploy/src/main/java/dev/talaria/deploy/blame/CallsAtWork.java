package dev.talaria.deploy.blame;

import dev.talaria.api.agent.TurnInfo;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Message;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.Tools;
import dev.talaria.deploy.origin.Shipped;
import dev.talaria.spi.agent.TurnInterceptor;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Notes which add-on's tool is called. A call that the gate refuses is noted until the session's next request to a
 * model, since no interceptor hears of it again; one that runs on is noted until it ends.
 */
@Component(property = "service.ranking:Integer=-1000")
public final class CallsAtWork implements TurnInterceptor {
    private final BundleContext context;
    private final BusyFile busy;
    private final Shipped shipped;
    private final AbandonedCalls abandoned;
    private final Map<Key, Noted> calls = new ConcurrentHashMap<>();
    private volatile AddOns known = new AddOns(new ToolCatalog(-1, List.of()), Map.of());

    /** Optional: the deploy feature works without the engine, which has them. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Tools tools;

    private record Key(String session, String call) {}

    /** @param token of the busy file */
    private record Noted(long token, String turn, String bundle, String tool, boolean abandoned) {
        Noted asAbandoned() {
            return new Noted(token, turn, bundle, tool, true);
        }
    }

    /** The bundles of the tools that did not come with the distribution, by tool. */
    private record AddOns(ToolCatalog catalog, Map<String, String> bundles) {}

    @Activate
    public CallsAtWork(BundleContext context, @Reference BusyFile busy, @Reference AbandonedCalls abandoned) {
        this.context = context;
        this.busy = busy;
        this.abandoned = abandoned;
        shipped = new Shipped(context);
    }

    @Override
    public List<Message> beforeModel(ChatRequest request, TurnInfo turn) {
        leaveBehind(turn, call -> true);
        return request.messages();
    }

    @Override
    public Optional<ToolResult> beforeTool(ToolCall call, TurnInfo turn) {
        // A call that a person makes is a turn of which no end is told.
        leaveBehind(turn, earlier -> !earlier.turn().equals(turn.turn()));
        String bundle = addOns().get(call.name());
        if (bundle != null) {
            long token = busy.begin("calls", bundle, call.name());
            calls.put(
                    new Key(turn.session().value(), call.id()),
                    new Noted(token, turn.turn(), bundle, call.name(), false));
        }
        return Optional.empty();
    }

    @Override
    public ToolResult afterTool(ToolCall call, ToolResult result, TurnInfo turn) {
        end(new Key(turn.session().value(), call.id()));
        return result;
    }

    @Override
    public void afterTurn(TurnInfo turn, TurnResult result, Duration took) {
        leaveBehind(turn, call -> true);
    }

    /** The session waits for none of these calls any more. */
    private void leaveBehind(TurnInfo turn, Predicate<Noted> which) {
        String session = turn.session().value();
        calls.forEach((key, call) -> {
            if (!key.session().equals(session) || call.abandoned() || !which.test(call)) {
                return;
            }
            if (abandoned.found(key, call.bundle(), call.tool(), othersThan(key, call.bundle()))) {
                calls.put(key, call.asAbandoned());
            } else {
                end(key);
            }
        });
    }

    private long othersThan(Key key, String bundle) {
        return calls.entrySet().stream()
                .filter(other ->
                        !other.getKey().equals(key) && other.getValue().bundle().equals(bundle))
                .count();
    }

    private void end(Key key) {
        Noted call = calls.remove(key);
        if (call != null) {
            busy.end(call.token());
            abandoned.ended(key);
        }
    }

    private Map<String, String> addOns() {
        Tools here = tools;
        AddOns last = known;
        if (here == null) {
            return last.bundles();
        }
        ToolCatalog now = here.catalog();
        if (last.catalog() != now) {
            last = new AddOns(now, find(now));
            known = last;
        }
        return last.bundles();
    }

    private Map<String, String> find(ToolCatalog catalog) {
        List<String> added = Arrays.stream(context.getBundles())
                .filter(bundle -> !shipped.contains(bundle))
                .map(CallsAtWork::called)
                .toList();
        Map<String, String> bundles = new HashMap<>();
        for (ToolCatalog.Entry tool : catalog.tools()) {
            if (tool.callable() && added.contains(tool.bundle())) {
                bundles.put(tool.spec().name(), tool.bundle());
            }
        }
        return bundles;
    }

    private static String called(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
