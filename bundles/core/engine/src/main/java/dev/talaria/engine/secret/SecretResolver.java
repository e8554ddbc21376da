package dev.talaria.engine.secret;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.secret.SecretEntry;
import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import dev.talaria.api.secret.SecretKeeper;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.api.secret.Secrets;
import dev.talaria.engine.home.TalariaHome;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.spi.secret.SecretSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the source of each reference, and lets the redactor know every secret that passes. */
@Component(service = {Secrets.class, SecretKeeper.class, SecretResolver.class})
public final class SecretResolver implements Secrets, SecretKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SecretResolver.class);
    private static final String READ = "(read)";

    private final Redactor redactor = new Redactor();
    private final ExecutorService threads = RunThreads.newPool("talaria-secret");
    private final Duration limit;
    private final Audit audit;
    private final CommandSource commands;
    private final SecretVault vault;
    private final SecretUses uses;
    private final List<SecretSource> builtIn;
    private final List<ForeignSource> foreign = new CopyOnWriteArrayList<>();
    private final Set<SecretRef> asked = ConcurrentHashMap.newKeySet();

    @Activate
    public SecretResolver(@Reference ConfigurationAdmin configurations, @Reference Audit audit, BundleContext context) {
        this(keys(context), System.getenv(), configurations, audit, Clock.systemUTC(), SecretLimits.TIME);
    }

    /**
     * @param folder {@code TALARIA_HOME/keys}
     * @param limit how long a source may take
     */
    SecretResolver(
            Path folder,
            Map<String, String> environment,
            ConfigurationAdmin configurations,
            Audit audit,
            Clock clock,
            Duration limit) {
        this.limit = limit;
        this.audit = audit;
        String passphrase = environment.get(SecretKeys.PASSPHRASE);
        vault = new SecretVault(folder, passphrase);
        commands = new CommandSource(clock, limit, threads);
        builtIn = List.of(new EnvironmentSource(environment), new FileSource(), commands, vault);
        uses = new SecretUses(configurations, scheme -> source(scheme).isPresent());
        Optional.ofNullable(passphrase).ifPresent(redactor::know);
    }

    private static Path keys(BundleContext context) {
        return TalariaHome.of(context).resolve("keys");
    }

    @Deactivate
    void deactivate() {
        threads.shutdownNow();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindSource(SecretSource source) {
        ForeignSource added = new ForeignSource(source, limit, threads);
        if (source(added.scheme()).isPresent()) {
            LOG.warn(
                    "{} also reads secrets of the scheme {}; it is not asked as long as the other is here.",
                    source.getClass().getName(),
                    added.scheme());
        }
        foreign.add(added);
    }

    void unbindSource(SecretSource source) {
        foreign.removeIf(known -> known.is(source));
    }

    /** Knows every secret that was resolved. */
    public Redactor redactor() {
        return redactor;
    }

    @Override
    public Optional<String> resolve(SecretRef ref) {
        asked.add(ref);
        try {
            return Optional.of(value(ref));
        } catch (SecretException e) {
            LOG.warn("No secret at {}: {} {}", ref, e.getMessage(), e.remedy());
            return Optional.empty();
        }
    }

    private String value(SecretRef ref) {
        SecretSource source = source(ref.scheme())
                .orElseThrow(() -> new SecretException(
                        Code.UNKNOWN_SCHEME,
                        "Nothing here reads secrets of the form " + ref + ".",
                        "Use env:NAME, file:/path, store:NAME or cmd:PROGRAM ARGS, or install the bundle that reads it.",
                        null));
        String value = source.resolve(ref.location())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () -> SecretFailures.notFound("What is at " + ref + " is blank.", "Put the secret there."));
        if (value.getBytes(StandardCharsets.UTF_8).length > SecretLimits.BYTES) {
            throw SecretFailures.tooLong(ref);
        }
        redactor.know(value);
        return value;
    }

    private Optional<SecretSource> source(String scheme) {
        List<SecretSource> all = new ArrayList<>(builtIn);
        all.addAll(foreign);
        return all.stream().filter(one -> one.scheme().equals(scheme)).findFirst();
    }

    @Override
    public void set(String name, String value) {
        String secret = value.strip();
        redactor.know(secret);
        vault.set(name, secret);
        commands.forget();
        audit.record("secret.set", new SecretRef(SecretRef.STORE, name).toString(), "ok");
    }

    @Override
    public boolean remove(String name) {
        boolean removed = vault.remove(name);
        commands.forget();
        if (removed) {
            audit.record("secret.remove", new SecretRef(SecretRef.STORE, name).toString(), "ok");
        }
        return removed;
    }

    @Override
    public List<String> names() {
        return vault.names();
    }

    @Override
    public void test(SecretRef ref) {
        commands.forget();
        value(ref);
    }

    @Override
    public List<SecretEntry> list() {
        Map<SecretRef, List<String>> known = new LinkedHashMap<>(uses.find());
        vault.names().forEach(name -> known.computeIfAbsent(new SecretRef(SecretRef.STORE, name), any -> List.of()));
        asked.forEach(ref -> known.computeIfAbsent(ref, any -> List.of(READ)));
        return known.entrySet().stream()
                .map(one -> new SecretEntry(one.getKey(), one.getValue(), problem(one.getKey())))
                .toList();
    }

    private String problem(SecretRef ref) {
        try {
            value(ref);
            return "";
        } catch (SecretException e) {
            return e.getMessage() + " " + e.remedy();
        }
    }
}
