package dev.talaria.deploy.blame;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Calls of add-ons' tools that go on though their turn does not wait for them any more: Java cannot end them, so a person
 * must be told.
 */
@Component(service = AbandonedCalls.class)
public final class AbandonedCalls {
    private final BundleContext context;
    private final String caller;
    private final Map<Object, Call> calls = new ConcurrentHashMap<>();
    private volatile Runnable listener = () -> {};

    /**
     * @param bundle symbolic name and version
     * @param since when it was found, to the second
     * @param where it was then
     */
    public record Call(String bundle, String tool, Instant since, String where) {}

    @Activate
    public AbandonedCalls(BundleContext context) {
        this(context, "dev.talaria.engine.");
    }

    /** @param caller what the names of classes begin with that call tools */
    AbandonedCalls(BundleContext context, String caller) {
        this.context = context;
        this.caller = caller;
    }

    /** Those that still run. */
    public List<Call> list() {
        return List.copyOf(calls.values());
    }

    /** @param changed is told when there is another one; replaces the one before */
    public void whenFound(Runnable changed) {
        listener = changed;
    }

    /**
     * Looks whether a call of a turn that has ended still runs; one that was refused never did.
     *
     * @param key for {@link #ended}
     * @param others how many calls of this bundle may run besides
     */
    boolean found(Object key, String bundle, String tool, long others) {
        Bundle[] named = Arrays.stream(context.getBundles())
                .filter(each -> bundle.equals(each.getSymbolicName() + " " + each.getVersion()))
                .toArray(Bundle[]::new);
        List<StackTraceElement> inside = named.length == 0
                ? List.of()
                : Thread.getAllStackTraces().values().stream()
                        .map(stack -> inside(named[0], stack))
                        .filter(Objects::nonNull)
                        .toList();
        if (inside.size() <= others) {
            return false;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        calls.put(key, new Call(bundle, tool, now, inside.get(0).toString()));
        listener.run();
        return true;
    }

    void ended(Object key) {
        calls.remove(key);
    }

    /** The innermost frame of the bundle's own, if the engine called it: else it is a thread of the bundle's own. */
    private @Nullable StackTraceElement inside(Bundle bundle, StackTraceElement[] stack) {
        StackTraceElement own = null;
        for (StackTraceElement frame : stack) {
            if (own == null) {
                own = bundle.getEntry(frame.getClassName().replace('.', '/') + ".class") == null ? null : frame;
            } else if (frame.getClassName().startsWith(caller)) {
                return own;
            }
        }
        return null;
    }
}
