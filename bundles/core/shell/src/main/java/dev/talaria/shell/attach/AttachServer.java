package dev.talaria.shell.attach;

import dev.talaria.attach.SocketPlace;
import dev.talaria.deploy.problems.BundleProblem;
import dev.talaria.deploy.problems.BundleProblems;
import dev.talaria.shell.residence.Clients;
import dev.talaria.shell.residence.Home;
import dev.talaria.shell.residence.Residence;
import dev.talaria.shell.thread.ServerThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.features.BootFinished;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the home's socket when the boot is complete, so that whoever can attach finds everything. Only in a process that
 * holds the home's lock.
 */
@Component(service = AttachServer.class, immediate = true)
public final class AttachServer implements Clients, ClientCommands {
    private static final Logger LOG = LoggerFactory.getLogger(AttachServer.class);
    /** The launcher, which shares no class with bundles, ends the process unless one of the two is set in time. */
    private static final String READY = "talaria.ready";

    private static final String FAILED = "talaria.failed";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final long LONGEST_COMMAND_START_MS = 5_000;
    private static final long POLL_MS = 20;

    private final Map<String, ClientCommand> commands = new ConcurrentHashMap<>();
    private final BundleContext context;

    /** Optional: the shell works without the deploy feature. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable BundleProblems problems;

    private @Nullable SocketServer server;
    private boolean closed;

    @Activate
    public AttachServer(@Reference BootFinished bootFinished, @Reference Residence residence, BundleContext context) {
        this.context = context;
        residence.clientsAre(this);
        if (Home.isLocked(context)) {
            // Not on the thread that activates components, for it starts the bundles that are waited for.
            ServerThreads.start("talaria-attach-start", this::openWhenStarted);
        }
    }

    @Deactivate
    void deactivate() {
        SocketServer toClose;
        synchronized (this) {
            closed = true;
            toClose = server;
        }
        if (toClose != null) {
            toClose.close();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCommand(ClientCommand command) {
        commands.put(command.name(), command);
    }

    void unbindCommand(ClientCommand command) {
        commands.remove(command.name(), command);
    }

    @Override
    public synchronized void refuseNew() {
        closed = true;
        if (server != null) {
            server.refuseNew();
        }
    }

    @Override
    public synchronized int count() {
        return server == null ? 0 : server.clients();
    }

    private void openWhenStarted() {
        Path home = Home.of(context);
        try {
            if (!BundlesStarted.await(context, LONGEST_START)) {
                LOG.warn("The framework has not started all bundles within {}; going on", LONGEST_START);
            }
            SocketPlace place = SocketPlace.of(home);
            synchronized (this) {
                if (!closed) {
                    server = SocketServer.open(place, Peer.BY_KERNEL, this, distribution());
                }
            }
            System.setProperty(READY, place.socket().toString());
            LOG.info("Clients attach at {}", place.socket());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.error("No client can attach to {}: {}", home, e.toString());
            System.setProperty(FAILED, "no client can attach: " + e.getMessage());
        }
    }

    private String distribution() {
        String version = context.getProperty("talaria.version");
        return version == null ? context.getBundle().getVersion().toString() : version;
    }

    /** A part that is just being replaced is waited for. */
    @Override
    public @Nullable ClientCommand find(String name) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_COMMAND_START_MS);
        ClientCommand command = commands.get(name);
        while (command == null && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            command = commands.get(name);
        }
        return command;
    }

    @Override
    public List<String> obstacles() {
        BundleProblems known = problems;
        return known == null
                ? List.of()
                : known.list().stream()
                        .filter(problem -> isOurs(problem) && !problem.follows())
                        .map(BundleProblem::toString)
                        .toList();
    }

    private static boolean isOurs(BundleProblem problem) {
        return problem.bundle().startsWith("dev.talaria.");
    }
}
