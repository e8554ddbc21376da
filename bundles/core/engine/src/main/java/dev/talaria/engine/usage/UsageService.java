package dev.talaria.engine.usage;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Usage;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.api.usage.Usages;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Counts what is used, and refuses a request that would exceed a limit before it is sent. */
@Component(
        service = {Usages.class, UsageService.class},
        configurationPid = "dev.talaria.budget")
@Designate(ocd = UsageService.Config.class)
public final class UsageService implements Usages {
    /** English text has about four characters to a token; code and other languages fewer, so this is on the safe side. */
    private static final int CHARS_PER_TOKEN = 3;
    /** A picture of the largest size that providers take as it is needs about 1,600 tokens. */
    private static final int IMAGE_CHARS = 1_600 * CHARS_PER_TOKEN;

    /** Configuration of PID {@code dev.talaria.budget}. A change counts from the next request on. */
    @ObjectClassDefinition(
            name = "Talaria budget",
            description = "Tokens, sent and received together; 0 is no limit. Changes count from the next request.")
    public @interface Config {
        @AttributeDefinition(description = "Tokens of one turn", min = "0")
        long maxTokensPerTurn() default 0;

        @AttributeDefinition(description = "Tokens of one session, in its whole life", min = "0")
        long maxTokensPerSession() default 0;

        @AttributeDefinition(description = "Tokens of one person and day (UTC)", min = "0")
        long maxTokensPerPersonAndDay() default 0;

        @AttributeDefinition(description = "Tokens of all together and day (UTC)", min = "0")
        long maxTokensPerDay() default 0;

        @AttributeDefinition(description = "What a reply is taken to need before it is there, in tokens", min = "0")
        long reservedTokensPerReply() default 4_096;
    }

    private final UsageLedger ledger;
    private volatile TokenLimits limits = TokenLimits.NONE;

    @Activate
    public UsageService(@Reference Store store, Config config) {
        this(store, Clock.systemUTC());
        configure(config);
    }

    /** Without limits until {@link #limit}. */
    public UsageService(Store store, Clock clock) {
        ledger = new UsageLedger(store, clock);
    }

    @Modified
    void configure(Config config) {
        limit(new TokenLimits(
                config.maxTokensPerTurn(),
                config.maxTokensPerSession(),
                config.maxTokensPerPersonAndDay(),
                config.maxTokensPerDay(),
                config.reservedTokensPerReply()));
    }

    public void limit(TokenLimits value) {
        limits = value;
    }

    /**
     * Asks whether a request may be sent.
     *
     * @param turn what the turn has used so far
     * @throws OverBudgetException with the limit that it would exceed
     */
    public void reserve(String principal, SessionId session, Usage turn, ChatRequest request)
            throws OverBudgetException {
        TokenLimits now = limits;
        long wanted = estimate(request) + now.reserve();
        check("this turn", "maxTokensPerTurn", now.perTurn(), wanted, () -> turn.inputTokens() + turn.outputTokens());
        check("this session", "maxTokensPerSession", now.perSession(), wanted, () -> ledger.ofSession(session));
        check(
                principal + " today",
                "maxTokensPerPersonAndDay",
                now.perPersonAndDay(),
                wanted,
                () -> ledger.ofPersonToday(principal));
        check("everybody today", "maxTokensPerDay", now.perDay(), wanted, ledger::ofAllToday);
    }

    private static void check(String whose, String name, long limit, long wanted, LongSupplier used)
            throws OverBudgetException {
        if (limit == 0) {
            return;
        }
        long before = used.getAsLong();
        if (before + wanted > limit) {
            throw new OverBudgetException("The token budget of " + whose + " is used up: " + before + " of " + limit
                    + " are gone and the next request may need " + wanted + ". See usage:show; the limit is " + name
                    + " in etc/dev.talaria.budget.cfg.");
        }
    }

    /** Counts a reply. */
    public void add(String principal, SessionId session, String model, Usage usage) {
        ledger.add(principal, session, model, usage);
    }

    @Override
    public List<UsageEntry> since(LocalDate day) {
        return ledger.since(day);
    }

    private static long estimate(ChatRequest request) {
        long chars = request.system().length();
        for (var tool : request.tools()) {
            chars += tool.description().length() + tool.parameters().toString().length();
        }
        for (Message message : request.messages()) {
            for (Content part : message.content()) {
                chars += length(part);
            }
        }
        return chars / CHARS_PER_TOKEN;
    }

    private static int length(Content part) {
        return switch (part.kind()) {
            case TEXT -> ((Content.Text) part).text().length();
            case IMAGE -> IMAGE_CHARS;
            case REASONING -> ((Content.Reasoning) part).text().length();
            case TOOL_USE -> ((Content.ToolUse) part).rawArguments().length();
            case TOOL_OUTPUT -> ((Content.ToolOutput) part).text().length();
        };
    }
}
