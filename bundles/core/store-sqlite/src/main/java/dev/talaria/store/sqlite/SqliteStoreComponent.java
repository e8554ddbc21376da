package dev.talaria.store.sqlite;

import dev.talaria.api.base.TalariaException;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The home at {@code talaria.home} as a service. It is there only while the store is open and owned. */
@Component(
        service = {Store.class, BlobStore.class, SearchIndex.class},
        immediate = true,
        configurationPid = "dev.talaria.store.sqlite")
@Designate(ocd = SqliteStoreComponent.Config.class)
public final class SqliteStoreComponent implements Store, BlobStore, SearchIndex {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStoreComponent.class);

    private final SqliteHome home;
    private final StoreCareComponent care;

    /** Limits of the embedded store. */
    @ObjectClassDefinition(name = "Talaria SQLite store", description = "Limits of the embedded store.")
    public @interface Config {
        @AttributeDefinition(description = "Connections that read at the same time. Counts from the next start.")
        int readers() default StoreOptions.DEFAULT_READERS;

        @AttributeDefinition(description = "Batches that share one transaction and its sync. Counts now.")
        int groupBatches() default StoreOptions.DEFAULT_GROUP_BATCHES;

        @AttributeDefinition(
                description = "How long a write waits for its turn before it is refused, in ms. Counts now.")
        long patienceMs() default StoreOptions.DEFAULT_PATIENCE_MS;
    }

    @Activate
    public SqliteStoreComponent(Config config, @Reference StoreCareComponent care) {
        this.care = care;
        Path path = care.home();
        home = open(path, config);
        care.opened(home);
        LOG.info("The store in {} is open", path);
    }

    /** Without a store there is no agent: the reason must be found in the log in one line. */
    private SqliteHome open(Path path, Config config) {
        try {
            return SqliteHome.open(path, Clock.systemUTC(), options(config));
        } catch (TalariaException e) {
            LOG.error("The store did not open: {}. {}", e.getMessage(), e.remedy());
            care.failed(e.getMessage(), e.remedy());
            throw withRemedy(e);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The store in {} did not open: {}. Check the configuration and the log.", path, e.toString());
            care.failed(e.toString(), "Check the configuration and the log.");
            throw e;
        }
    }

    /** Of what a component fails with, people are shown the message. */
    private static TalariaException withRemedy(TalariaException e) {
        return e instanceof StoreException store
                ? new StoreException(
                        (StoreException.Code) store.code(), e.getMessage() + ". " + e.remedy(), e.remedy(), e)
                : e;
    }

    private static StoreOptions options(Config config) {
        return new StoreOptions(config.readers(), config.groupBatches(), Duration.ofMillis(config.patienceMs()));
    }

    @Modified
    void modified(Config config) {
        home.sqlite().tune(options(config));
    }

    @Deactivate
    void deactivate() {
        care.closing();
        home.close();
    }

    @Override
    public void commit(Batch batch) {
        home.store().commit(batch);
    }

    @Override
    public List<StoredEvent> read(String stream, long after, int limit) {
        return home.store().read(stream, after, limit);
    }

    @Override
    public long lastSequence(String stream) {
        return home.store().lastSequence(stream);
    }

    @Override
    public Optional<StoredRecord> record(String kind, String key) {
        return home.store().record(kind, key);
    }

    @Override
    public List<StoredRecord> records(String kind, String keyPrefix, int limit) {
        return home.store().records(kind, keyPrefix, limit);
    }

    @Override
    public List<StoredRecord> due(String kind, Instant now, int limit) {
        return home.store().due(kind, now, limit);
    }

    @Override
    public List<OutboxRow> claim(Instant now, int limit, Duration lease, List<String> lanePrefixes) {
        return home.store().claim(now, limit, lease, lanePrefixes);
    }

    @Override
    public List<OutboxEntry> outbox(@Nullable OutboxState state, int limit) {
        return home.store().outbox(state, limit);
    }

    @Override
    public Optional<OutboxEntry> outboxEntry(String key) {
        return home.store().outboxEntry(key);
    }

    @Override
    public Map<OutboxState, Long> outboxCounts() {
        return home.store().outboxCounts();
    }

    @Override
    public List<String> streams(String prefix, String after, int limit) {
        return home.store().streams(prefix, after, limit);
    }

    @Override
    public String put(byte[] bytes) {
        return home.blobs().put(bytes);
    }

    @Override
    public Optional<byte[]> get(String hash) {
        return home.blobs().get(hash);
    }

    @Override
    public List<Hit> search(Query query) {
        return home.index().search(query);
    }

    @Override
    public SearchIndex.Progress progress() {
        return home.index().progress();
    }

    @Override
    public void rebuild() {
        home.index().rebuild();
    }
}
