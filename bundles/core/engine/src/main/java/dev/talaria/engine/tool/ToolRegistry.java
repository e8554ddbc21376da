package dev.talaria.engine.tool;

import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.tool.Tools;
import dev.talaria.spi.tool.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools that are here. A change swaps one immutable snapshot; readers never wait. */
@Component(service = {Tools.class, ToolRegistry.class})
public final class ToolRegistry implements Tools {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRegistry.class);
    /** SCR gives up on an unbind after 5 s; a tool gets less. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    /** The higher ranking wins, then the older service. */
    private record Registered(int ranking, long age, ToolHandle handle) {}

    private record Snapshot(ToolCatalog catalog, Map<String, ToolHandle> callable) {}

    private final Map<Object, Registered> registered = new HashMap<>();
    private final AtomicLong embedded = new AtomicLong();
    private volatile Snapshot snapshot = new Snapshot(new ToolCatalog(0, List.of()), Map.of());

    @Override
    public ToolCatalog catalog() {
        return snapshot.catalog();
    }

    /** The tool that a call of this name reaches now. */
    public Optional<ToolHandle> find(String name) {
        return Optional.ofNullable(snapshot.callable().get(name));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTool(Tool tool, ServiceReference<Tool> reference) {
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        add(reference, ranking, (Long) reference.getProperty(Constants.SERVICE_ID), tool, reference.getBundle());
    }

    void unbindTool(ServiceReference<Tool> reference) {
        removeKey(reference);
    }

    /** For embedding without OSGi. */
    public void add(Tool tool) {
        add(tool, 0, embedded.incrementAndGet(), tool, null);
    }

    /** For embedding without OSGi. */
    public void remove(Tool tool) {
        removeKey(tool);
    }

    private void add(Object key, int ranking, long age, Tool tool, @Nullable Bundle from) {
        String bundle = describe(from);
        ToolHandle handle;
        try {
            handle = new ToolHandle(tool, bundle);
        } catch (RuntimeException e) {
            LOG.warn("A tool of {} is left out, since its specification is not valid: {}", bundle, e.toString());
            return;
        }
        synchronized (registered) {
            registered.put(key, new Registered(ranking, age, handle));
            rebuild();
        }
        LOG.info("Tool {} is here ({})", handle.spec().name(), bundle);
    }

    private void removeKey(Object key) {
        Registered gone;
        synchronized (registered) {
            gone = registered.remove(key);
            rebuild();
        }
        if (gone != null) {
            gone.handle().drain(DRAIN);
            LOG.info(
                    "Tool {} is gone ({})",
                    gone.handle().spec().name(),
                    gone.handle().bundle());
        }
    }

    private void rebuild() {
        List<Registered> order = new ArrayList<>(registered.values());
        order.sort(Comparator.comparingInt(Registered::ranking).reversed().thenComparingLong(Registered::age));
        Map<String, ToolHandle> callable = new HashMap<>();
        List<ToolCatalog.Entry> entries = new ArrayList<>();
        for (Registered candidate : order) {
            ToolHandle handle = candidate.handle();
            ToolHandle winner = callable.putIfAbsent(handle.spec().name(), handle);
            String problem = winner == null
                    ? ""
                    : "the name is taken by " + winner.bundle() + ", which has a higher service ranking or is older";
            entries.add(new ToolCatalog.Entry(handle.spec(), handle.bundle(), problem));
        }
        entries.sort(Comparator.comparing(entry -> entry.spec().name()));
        long generation = snapshot.catalog().generation() + 1;
        snapshot = new Snapshot(new ToolCatalog(generation, entries), Map.copyOf(callable));
    }

    private static String describe(@Nullable Bundle bundle) {
        return bundle == null ? "no bundle" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
