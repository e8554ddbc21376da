package dev.talaria.engine.inbox;

import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.health.Health;
import dev.talaria.engine.delivery.ConnectorDesk;
import dev.talaria.engine.delivery.DeliveryConfig;
import dev.talaria.engine.delivery.DeliveryLog;
import dev.talaria.engine.delivery.DeliverySettings;
import dev.talaria.engine.delivery.OutboxSignal;
import dev.talaria.engine.thread.ClockTimer;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.engine.turn.RepliedTurns;
import dev.talaria.spi.health.HealthProbe;
import dev.talaria.spi.instance.Activity;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/** The inbox as a service. Its configuration is described where the outbox is. */
@Component(
        immediate = true,
        service = {Inbound.class, Activity.class, HealthProbe.class},
        configurationPid = DeliveryConfig.PID)
public final class InboxService implements Inbound, Activity, HealthProbe {
    private final Inbox inbox;
    private final Routers routers;
    private final ConnectorDesk connectors;
    private final Path home;
    private final ExecutorService threads = RunThreads.newPool("talaria-inbox");
    private final ClockTimer timer = new ClockTimer(Clock.systemUTC(), "talaria-inbox-timer");
    private final Runnable wake;
    private final BootWait boot;

    @Activate
    public InboxService(
            @Reference Store store,
            @Reference BlobStore blobs,
            @Reference RepliedTurns turns,
            @Reference Routers routers,
            @Reference ConnectorDesk connectors,
            @Reference DeliveryLog log,
            @Reference OutboxSignal outbox,
            BundleContext context,
            DeliveryConfig config) {
        this.routers = routers;
        this.connectors = connectors;
        String given = context.getProperty("talaria.home");
        home = given == null || given.isBlank() ? Path.of(System.getProperty("user.home"), ".talaria") : Path.of(given);
        inbox = new Inbox(
                store,
                blobs,
                turns,
                routers,
                log,
                outbox,
                threads,
                timer,
                Clock.systemUTC(),
                new Random(),
                DeliverySettings.of(config),
                workspace(config));
        wake = inbox::signal;
        routers.listen(wake);
        connectors.begin(this);
        boot = new BootWait(context);
        boot.then(() -> threads.execute(inbox::open), Duration.ofSeconds(config.startWaitSeconds()), timer);
    }

    @Modified
    void configure(DeliveryConfig config) {
        inbox.configure(DeliverySettings.of(config), workspace(config));
    }

    @Deactivate
    void deactivate() {
        boot.close();
        inbox.close();
        connectors.end();
        routers.stopListening(wake);
        timer.close();
        threads.shutdown();
    }

    private String workspace(DeliveryConfig config) {
        if (!config.workspace().isBlank()) {
            return config.workspace().strip();
        }
        try {
            return Files.createDirectories(home.resolve("workspaces/chats")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("The directory for turns of chats cannot be made", e);
        }
    }

    @Override
    public Acceptance accept(InboundMessage message) {
        return inbox.accept(message);
    }

    @Override
    public boolean busy() {
        return inbox.size() > 0;
    }

    @Override
    public String what() {
        int size = inbox.size();
        return size == 1 ? "1 accepted message" : size + " accepted messages";
    }

    @Override
    public String name() {
        return "inbox";
    }

    @Override
    public List<Health> check() {
        List<Health> found = new ArrayList<>();
        boolean noRouter = routers.highest().isEmpty();
        if (noRouter && (inbox.size() > 0 || connectors.running() > 0)) {
            found.add(
                    Health.degraded(
                            "no router is installed: " + inbox.size()
                                    + " accepted messages wait, and nobody answers chats.",
                            "Install the gateway's hub, or another bundle with an InboundRouter; what waits is answered then."));
        }
        for (String problem : inbox.problems()) {
            found.add(Health.degraded(
                    "an accepted message waits in " + problem,
                    "It is tried again by itself. If it stays so, see the log and update the bundle that fails."));
        }
        return found.isEmpty() ? List.of(Health.ok(inbox.size() + " accepted messages wait.")) : found;
    }
}
