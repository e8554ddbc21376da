package dev.talaria.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Keeps the bundles of {@code etc/talaria.quarantine} from being resolved, and so from running any code: a listener
 * could not prevent a start that is under way. Karaf starts this, by {@code Karaf-Activator} in the jar's manifest,
 * before all bundles but those of start level 1. A change of the file counts at
 * the next resolution.
 */
public final class QuarantineActivator implements BundleActivator {
    private static final long REFRESH_SECONDS = 10;

    private Path file;
    private Shipped shipped;
    private Object readAs;
    private Set<String> held = Set.of();

    @Override
    public void start(BundleContext context) {
        file = Path.of(context.getProperty("karaf.etc"), "talaria.quarantine");
        shipped = new Shipped(Path.of(context.getProperty("karaf.home")));
        context.registerService(ResolverHookFactory.class, this::begin, null);
        unresolve(context);
    }

    /** Karaf's {@code features.extension}, of start level 1, has resolved what was in the cache; nothing of it runs yet. */
    private void unresolve(BundleContext context) {
        Hold hold = new Hold(held());
        List<Bundle> resolved = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.RESOLVED)
                .filter(bundle -> hold.holds(bundle.adapt(BundleRevision.class)))
                .toList();
        if (resolved.isEmpty()) {
            return;
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(resolved, event -> refreshed.countDown());
        try {
            if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("talaria: quarantined bundles may start: they are not refreshed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop(BundleContext context) {}

    /** Name and version of each. */
    private synchronized Set<String> held() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Object stamp = List.of(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
            if (!stamp.equals(readAs)) {
                held = read();
                readAs = stamp;
            }
        } catch (NoSuchFileException e) {
            held = Set.of();
            readAs = null;
        } catch (IOException e) {
            System.err.println("talaria: " + file + " cannot be read, so it counts as before: " + e);
        }
        return held;
    }

    private Set<String> read() throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length >= 2)
                .map(words -> words[0] + " " + words[1])
                .collect(Collectors.toSet());
    }

    /** @return null if nothing is held: then a resolution costs nothing more */
    private ResolverHook begin(Collection<BundleRevision> triggers) {
        Set<String> names = held();
        if (names.isEmpty()) {
            return null;
        }
        Hold hold = new Hold(names);
        if (triggers.size() == 1 && hold.holds(triggers.iterator().next())) {
            throw new IllegalStateException("the bundle is quarantined: see talaria:problems");
        }
        return hold;
    }

    /**
     * A held bundle finds nothing of what it requires; one that requires nothing has no code that could run. Not
     * {@code filterResolvable}: once a hook removed anything there, Felix 7.0.5 ({@code StatefulResolver}) also
     * rejects everything that is resolved already, the framework's own packages first.
     */
    private final class Hold implements ResolverHook {
        private final Set<String> names;

        Hold(Set<String> names) {
            this.names = names;
        }

        boolean holds(BundleRevision revision) {
            return names.contains(revision.getSymbolicName() + " " + revision.getVersion())
                    && !shipped.contains(revision.getBundle());
        }

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
            if (holds(requirement.getRevision())) {
                candidates.clear();
            }
        }

        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {}

        @Override
        public void filterSingletonCollisions(
                BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {}

        @Override
        public void end() {}
    }
}
