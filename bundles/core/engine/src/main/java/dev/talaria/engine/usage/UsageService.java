package dev.talaria.engine.usage;

import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Usage;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.api.usage.Usages;
import dev.talaria.engine.usage.Budgets.Plan;
import dev.talaria.spi.store.Store;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what is used, and refuses a request that could exceed a limit before it is sent. */
@Component(
        service = {Usages.class, UsageService.class},
        configurationPid = "dev.talaria.budget")
@Designate(ocd = UsageService.Config.class)
public final class UsageService implements Usages {
    private static final Logger LOG = LoggerFactory.getLogger(UsageService.class);

    /** Configuration of PID {@code dev.talaria.budget}. A change counts from the next request on. */
    @ObjectClassDefinition(
            name = "Talaria budget",
            description =
                    "Tokens, sent and received together, and US dollars, such as 2.50. 0 is no limit. Days are those"
                            + " of UTC.")
    public @interface Config {
        @AttributeDefinition(description = "Tokens of one turn. Counts from the next request.", min = "0")
        long maxTokensPerTurn() default 0;

        @AttributeDefinition(
                description = "Tokens of one session, in its whole life. Counts from the next request.",
                min = "0")
        long maxTokensPerSession() default 0;

        @AttributeDefinition(description = "Tokens of one person and day. Counts from the next request.", min = "0")
        long maxTokensPerPersonAndDay() default 0;

        @AttributeDefinition(description = "Tokens of one job and day. Counts from the next request.", min = "0")
        long maxTokensPerJobAndDay() default 0;

        @AttributeDefinition(description = "Tokens of all together and day. Counts from the next request.", min = "0")
        long maxTokensPerDay() default 0;

        @AttributeDefinition(description = "US dollars of one turn. Counts from the next request.")
        String maxUsdPerTurn() default "0";

        @AttributeDefinition(
                description = "US dollars of one session, in its whole life. Counts from the next request.")
        String maxUsdPerSession() default "0";

        @AttributeDefinition(description = "US dollars of one person and day. Counts from the next request.")
        String maxUsdPerPersonAndDay() default "0";

        @AttributeDefinition(description = "US dollars of one job and day. Counts from the next request.")
        String maxUsdPerJobAndDay() default "0";

        @AttributeDefinition(description = "US dollars of all together and day. Counts from the next request.")
        String maxUsdPerDay() default "0";

        @AttributeDefinition(
                description =
                        "Where a reply is cut, in tokens, when a limit concerns it; so much is set aside. Counts from the next request.",
                min = "256")
        long maxReplyTokens() default 16_384;
    }

    private final UsageLedger ledger;
    private final Budgets budgets;
    private volatile Limits limits = Limits.NONE;

    @Activate
    public UsageService(@Reference Store store, Config config) {
        this(store, Clock.systemUTC());
        configure(config);
    }

    /** Without limits until {@link #limit}. */
    public static UsageService unlimited(Store store, Clock clock) {
        return new UsageService(store, clock);
    }

    /** Not public: SCR would take it for the one to activate with, for it has as many parameters. */
    private UsageService(Store store, Clock clock) {
        ledger = new UsageLedger(store, clock);
        budgets = new Budgets(ledger);
    }

    @Modified
    void configure(Config config) {
        Map<Scope, Long> tokens = new EnumMap<>(Scope.class);
        put(tokens, Scope.TURN, config.maxTokensPerTurn());
        put(tokens, Scope.SESSION, config.maxTokensPerSession());
        put(tokens, Scope.PERSON, config.maxTokensPerPersonAndDay());
        put(tokens, Scope.JOB, config.maxTokensPerJobAndDay());
        put(tokens, Scope.ALL, config.maxTokensPerDay());
        Map<Scope, BigDecimal> usd = new EnumMap<>(Scope.class);
        put(usd, Scope.TURN, config.maxUsdPerTurn());
        put(usd, Scope.SESSION, config.maxUsdPerSession());
        put(usd, Scope.PERSON, config.maxUsdPerPersonAndDay());
        put(usd, Scope.JOB, config.maxUsdPerJobAndDay());
        put(usd, Scope.ALL, config.maxUsdPerDay());
        limit(new Limits(tokens, usd, config.maxReplyTokens()));
    }

    private static void put(Map<Scope, Long> limits, Scope scope, long value) {
        if (value > 0) {
            limits.put(scope, value);
        }
    }

    /** A limit that cannot be read is one of nothing: what was meant to bound the cost must not be passed over. */
    private static void put(Map<Scope, BigDecimal> limits, Scope scope, String text) {
        try {
            BigDecimal value = new BigDecimal(text.strip());
            if (value.signum() > 0) {
                limits.put(scope, value);
            }
        } catch (NumberFormatException e) {
            LOG.error(
                    "etc/dev.talaria.budget.cfg: maxUsd{} = '{}' is no amount such as 2.50; until it is, nothing that"
                            + " costs is sent",
                    scope.key(),
                    text);
            limits.put(scope, BigDecimal.ZERO);
        }
    }

    public void limit(Limits value) {
        limits = value;
    }

    /**
     * Sets aside what a request may use at most, if a limit concerns it.
     *
     * @param info what is known of the model; asked only where the answer matters, and then told whether its price must be
     *     known, which may take a question to the endpoint
     * @throws dev.talaria.api.model.ModelException OVER_BUDGET or UNKNOWN_PRICE; then it must not be sent
     */
    public Reservation reserve(
            ModelRef model, Purpose purpose, ChatRequest request, Function<Boolean, ModelInfo> info) {
        Limits now = limits;
        if (now.tokens().isEmpty() && now.usd().isEmpty()) {
            return new Reservation(
                    this, model, purpose, request, info.apply(false).price(), Spent.NOTHING);
        }
        ModelInfo known = info.apply(!now.usd().isEmpty());
        long reply = Math.min(
                request.maxOutputTokens().orElse(now.replyTokens()),
                known.outputTokens().orElse(Long.MAX_VALUE));
        long input = Estimate.tokens(request);
        synchronized (budgets) {
            Plan plan = budgets.plan(now, purpose, model.toString(), input, reply, known.price());
            budgets.setAside(purpose, plan.aside());
            return new Reservation(
                    this, model, purpose, request.withMaxOutputTokens(plan.replyTokens()), known.price(), plan.aside());
        }
    }

    void settle(Reservation reservation, ModelRef model, Usage usage, Optional<Cost> cost) {
        Purpose purpose = reservation.purpose();
        // Counted before it is released: in between it counts twice rather than not at all.
        ledger.add(purpose, model.toString(), usage, cost);
        synchronized (budgets) {
            budgets.spentInTurn(purpose, Spent.of(usage, cost.map(Cost::usd).orElse(BigDecimal.ZERO)));
            budgets.release(purpose, reservation.aside());
        }
    }

    void release(Reservation reservation) {
        synchronized (budgets) {
            budgets.release(reservation.purpose(), reservation.aside());
        }
    }

    /** A turn is over: what it used is no longer needed for its own limit. */
    public void turnEnded(String turn) {
        synchronized (budgets) {
            budgets.forgetTurn(turn);
        }
    }

    @Override
    public List<UsageEntry> since(LocalDate day) {
        return ledger.since(day);
    }
}
