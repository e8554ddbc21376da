package dev.talaria.engine.delivery;

import dev.talaria.api.base.Address;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.spi.gateway.Connector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors that are here. Starts them once somebody takes their messages, and stops them when they go or another
 * one takes their account. One that does not start is tried again when connectors come or go.
 */
@Component(service = ConnectorDesk.class)
public final class ConnectorDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorDesk.class);
    /** SCR gives up on an unbind after 5 s; draining takes some of it. */
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final Map<Connector, Account> accounts = new ConcurrentHashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = RunThreads.newPool("talaria-connector");
    private @Nullable Inbound inbound;

    /** Who sends through the connectors. */
    interface Watcher {
        /** Accounts came, went or changed. */
        void changed();

        /** A connector goes: what is sent through it is to end, within two seconds. */
        void leaving(Connector connector);
    }

    /** A connector and what is known of it. */
    private static final class Account {
        final String name;
        final String lanes;
        final int ranking;
        volatile boolean started;
        volatile String parked = "";
        volatile String problem = "";

        Account(Connector connector, int ranking) {
            this.lanes = AddressCodec.lanesOf(connector.platform(), connector.account());
            this.name = connector.platform() + ":" + connector.account();
            this.ranking = ranking;
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConnector(Connector connector, Map<String, Object> properties) {
        add(connector, properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0);
    }

    /** Its configuration changed: what was refused may be taken now. */
    void updatedConnector(Connector connector) {
        Account account = accounts.get(connector);
        if (account != null) {
            account.parked = "";
        }
        changed();
    }

    void unbindConnector(Connector connector) {
        remove(connector);
    }

    /** For embedding without OSGi, as are all public methods that change something. */
    public void add(Connector connector, int ranking) {
        accounts.put(connector, new Account(connector, ranking));
        startAll();
        changed();
    }

    public void remove(Connector connector) {
        Account gone = accounts.remove(connector);
        if (gone == null) {
            return;
        }
        watchers.forEach(watcher -> watcher.leaving(connector));
        stop(connector, gone);
        startAll();
        changed();
    }

    /** From now on there is somebody who takes messages. */
    public synchronized void begin(Inbound taker) {
        inbound = taker;
        startAll();
    }

    /** From now on there is nobody; returns when connectors have stopped, or after two seconds or so. */
    public void end() {
        synchronized (this) {
            inbound = null;
        }
        accounts.entrySet().parallelStream().forEach(entry -> stop(entry.getKey(), entry.getValue()));
    }

    @Deactivate
    public void close() {
        threads.shutdown();
    }

    /** The connector of an address, unless it is missing or its account is parked. */
    Optional<Connector> find(Address address) {
        return Optional.ofNullable(active().get(AddressCodec.lanesOf(address.platform(), address.account())))
                .filter(connector -> parked(connector).isEmpty());
    }

    /** What the lanes begin with in which something can be sent now. */
    List<String> lanes() {
        return active().entrySet().stream()
                .filter(entry -> parked(entry.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Nothing is sent for it until it changes. */
    void park(Connector connector, String why) {
        Account account = accounts.get(connector);
        if (account != null) {
            account.parked = why;
            LOG.warn(
                    "{} refuses our credentials; nothing is sent there until its configuration changes: {}",
                    account.name,
                    why);
        }
    }

    private String parked(Connector connector) {
        Account account = accounts.get(connector);
        return account == null ? "" : account.parked;
    }

    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** How many accounts take messages. */
    public int running() {
        return (int)
                accounts.values().stream().filter(account -> account.started).count();
    }

    /** What is wrong with accounts, by name. */
    public Map<String, String> problems() {
        Map<String, String> problems = new TreeMap<>();
        Map<String, Long> names = accounts.values().stream()
                .collect(Collectors.groupingBy(account -> account.name, Collectors.counting()));
        for (Account account : accounts.values()) {
            if (!account.parked.isEmpty()) {
                problems.put(account.name, "its credentials are refused: " + account.parked);
            } else if (!account.problem.isEmpty()) {
                problems.put(account.name, "it did not start: " + account.problem);
            } else if (names.getOrDefault(account.name, 0L) > 1) {
                problems.put(account.name, "two connectors claim it; only one is used.");
            }
        }
        return problems;
    }

    private void changed() {
        watchers.forEach(Watcher::changed);
    }

    /** By what their lanes begin with; of two for one account, the one that ranks higher. */
    private Map<String, Connector> active() {
        List<Map.Entry<Connector, Account>> sorted = new ArrayList<>(accounts.entrySet());
        sorted.sort(Comparator.comparingInt(entry -> entry.getValue().ranking));
        Map<String, Connector> active = new TreeMap<>();
        sorted.forEach(entry -> active.put(entry.getValue().lanes, entry.getKey()));
        return active;
    }

    private synchronized void startAll() {
        Inbound taker = inbound;
        if (taker == null) {
            return;
        }
        Map<String, Connector> active = active();
        accounts.forEach((connector, account) -> {
            if (account.started && active.get(account.lanes) != connector) {
                threads.execute(() -> stop(connector, account));
            }
        });
        for (Connector connector : active.values()) {
            Account account = accounts.get(connector);
            if (account != null && !account.started) {
                account.started = true;
                threads.execute(() -> start(connector, account, taker));
            }
        }
    }

    private static void start(Connector connector, Account account, Inbound taker) {
        try {
            connector.start(taker);
            LOG.info("{} takes messages", account.name);
        } catch (RuntimeException | LinkageError e) {
            account.problem = String.valueOf(e.getMessage());
            account.started = false;
            LOG.error("{} did not start; correct its configuration or update its bundle", account.name, e);
        }
    }

    private void stop(Connector connector, Account account) {
        synchronized (this) {
            if (!account.started) {
                return;
            }
            account.started = false;
        }
        try {
            threads.submit(connector::stop).get(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("{} did not stop in {}; it is left alone", account.name, STOPPING);
        } catch (ExecutionException e) {
            LOG.warn("{} failed when it was stopped", account.name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
