package dev.talaria.engine.context;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.context.Compaction;
import dev.talaria.spi.context.Compactor;
import dev.talaria.spi.context.Compactor.Request;
import dev.talaria.spi.context.Compactor.Summarizer;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The compactors that are here: the one with the highest ranking is asked, then Talaria's own. */
@Component(service = Compactors.class, configurationPid = "dev.talaria.engine.context")
@Designate(ocd = Compactors.Config.class)
public final class Compactors {
    private static final Logger LOG = LoggerFactory.getLogger(Compactors.class);

    /** Configuration of PID {@code dev.talaria.engine.context}. A change counts from the next request on. */
    @ObjectClassDefinition(
            name = "Talaria context",
            description = "When long conversations are made shorter, and what stays of them.")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "Percent of the model's window at which a conversation is made shorter. Counts from the next request.",
                min = "10",
                max = "95")
        int thresholdPercent() default 75;

        @AttributeDefinition(
                description = "The same for windows of 512,000 tokens and more. Counts from the next request.",
                min = "10",
                max = "95")
        int largeThresholdPercent() default 50;

        @AttributeDefinition(
                description =
                        "Tokens at which a conversation is made shorter at the latest. Counts from the next request.",
                min = "1000")
        long maxTokens() default 256_000;

        @AttributeDefinition(
                description = "Messages that stay at the beginning. Counts from the next request.",
                min = "0")
        int headMessages() default 2;

        @AttributeDefinition(
                description =
                        "Per mille of the window that stay at the end, between the next two. Counts from the next request.",
                min = "0",
                max = "500")
        int tailPerMille() default 25;

        @AttributeDefinition(
                description =
                        "Tokens that stay at the end at least, but for a fifth of the window. Counts from the next request.",
                min = "0")
        long minTailTokens() default 10_000;

        @AttributeDefinition(
                description = "Tokens that stay at the end at most. Counts from the next request.",
                min = "0")
        long maxTailTokens() default 25_000;

        @AttributeDefinition(
                description =
                        "Messages that stay at the end, where half as many tokens again are enough. Counts from the next request.",
                min = "1")
        int minTailMessages() default 20;

        @AttributeDefinition(
                description =
                        "Longest output of a tool, in characters, that stays whole before the end. Counts from the next request.",
                min = "0")
        int pruneAboveChars() default 200;

        @AttributeDefinition(
                description =
                        "Longest text that a summary is made of in one request, in characters. Counts from the next request.",
                min = "1000")
        int maxInputChars() default 160_000;

        @AttributeDefinition(
                description = "Time that a summary may take, in seconds. Counts from the next request.",
                min = "1")
        int summaryTimeoutSeconds() default 120;
    }

    private record Named(Compactor compactor, String bundle) {}

    private final TreeMap<ServiceReference<Compactor>, Named> registered = new TreeMap<>(Collections.reverseOrder());
    private final Compactor own = new DefaultCompactor(this::settings);
    private volatile Optional<Named> first = Optional.empty();
    private volatile ContextSettings settings = ContextSettings.defaults();

    /** With the default settings. */
    public Compactors() {}

    @Activate
    public Compactors(Config config) {
        configure(config);
    }

    @Modified
    void configure(Config config) {
        configure(new ContextSettings(
                config.thresholdPercent() / 100.0,
                config.largeThresholdPercent() / 100.0,
                config.maxTokens(),
                config.headMessages(),
                config.tailPerMille() / 1_000.0,
                config.minTailTokens(),
                config.maxTailTokens(),
                config.minTailMessages(),
                config.pruneAboveChars(),
                config.maxInputChars(),
                Duration.ofSeconds(config.summaryTimeoutSeconds())));
    }

    /** Counts from the next request on. */
    public void configure(ContextSettings value) {
        settings = value;
    }

    public ContextSettings settings() {
        return settings;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCompactor(Compactor compactor, ServiceReference<Compactor> reference) {
        synchronized (registered) {
            registered.put(reference, new Named(compactor, reference.getBundle().getSymbolicName()));
            first = Optional.of(registered.firstEntry().getValue());
        }
    }

    void unbindCompactor(ServiceReference<Compactor> reference) {
        synchronized (registered) {
            registered.remove(reference);
            first = registered.values().stream().findFirst();
        }
    }

    /** For embedding without OSGi; the last one is asked. */
    public void add(Compactor compactor) {
        first = Optional.of(new Named(compactor, compactor.getClass().getSimpleName()));
    }

    /**
     * What becomes of the conversation.
     *
     * @param summarizer a new one for each compactor that is asked
     * @param cleaned what is to be kept of a proposal
     * @param objection why a proposal cannot be used; empty if it can
     * @param told hears, in a line, what went wrong with a bundle's compactor
     * @return empty if nothing can be made shorter
     */
    public Optional<Compaction> propose(
            Request request,
            Supplier<Summarizer> summarizer,
            UnaryOperator<Compaction> cleaned,
            Function<Compaction, Optional<String>> objection,
            Consumer<String> told,
            Cancellation cancellation) {
        Optional<Named> foreign = first;
        if (foreign.isPresent()) {
            String problem;
            try {
                Optional<Compaction> proposed = foreign.get()
                        .compactor()
                        .compact(request, summarizer.get(), cancellation)
                        .map(cleaned);
                Optional<String> against = proposed.flatMap(objection);
                if (against.isEmpty()) {
                    return proposed;
                }
                problem = "proposed what cannot be used: " + against.get();
            } catch (CancellationException e) {
                cancellation.throwIfCancelled();
                problem = "stopped by itself: " + e.getMessage();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                LOG.warn("The compactor of {} failed", foreign.get().bundle(), e);
                problem = "failed: " + e;
            }
            LOG.warn(
                    "The compactor of {} {}; Talaria's own is asked",
                    foreign.get().bundle(),
                    problem);
            told.accept("The compactor of " + foreign.get().bundle() + " " + problem + ". Talaria's own was used.");
        }
        Optional<Compaction> proposed =
                own.compact(request, summarizer.get(), cancellation).map(cleaned);
        Optional<String> against = proposed.flatMap(objection);
        against.ifPresent(why -> LOG.debug("Nothing is made shorter: {}", why));
        return against.isEmpty() ? proposed : Optional.empty();
    }
}
