package dev.talaria.engine.tool;

import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.tool.Tools;
import dev.talaria.engine.service.BundleName;
import dev.talaria.engine.service.Ranked;
import dev.talaria.spi.tool.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
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

    private record Snapshot(ToolCatalog catalog, Map<String, ToolHandle> callable) {}

    private final Map<Object, Ranked<ToolHandle>> registered = new HashMap<>();
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
        add(reference, tool, BundleName.of(reference.getBundle()), handle -> Ranked.of(reference, handle));
    }

    void unbindTool(ServiceReference<Tool> reference) {
        removeKey(reference);
    }

    /** For embedding without OSGi. */
    public void add(Tool tool) {
        add(tool, tool, BundleName.of(null), handle -> new Ranked<>(0, embedded.incrementAndGet(), handle));
    }

    /** For embedding without OSGi. */
    public void remove(Tool tool) {
        removeKey(tool);
    }

    private void add(Object key, Tool tool, String bundle, Function<ToolHandle, Ranked<ToolHandle>> rank) {
        ToolHandle handle;
        try {
            handle = new ToolHandle(tool, bundle);
        } catch (RuntimeException e) {
            LOG.warn("A tool of {} is left out, since its specification is not valid: {}", bundle, e.toString());
            return;
        }
        synchronized (registered) {
            registered.put(key, rank.apply(handle));
            rebuild();
        }
        LOG.info("Tool {} is here ({})", handle.spec().name(), bundle);
    }

    private void removeKey(Object key) {
        Ranked<ToolHandle> gone;
        synchronized (registered) {
            gone = registered.remove(key);
            rebuild();
        }
        if (gone != null) {
            ToolHandle handle = gone.value();
            handle.drain(DRAIN);
            LOG.info("Tool {} is gone ({})", handle.spec().name(), handle.bundle());
        }
    }

    private void rebuild() {
        Map<String, ToolHandle> callable = new HashMap<>();
        List<ToolCatalog.Entry> entries = new ArrayList<>();
        for (ToolHandle handle : Ranked.inOrder(registered.values())) {
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
}
