package dev.talaria.engine.usage;

import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelPrice;
import dev.talaria.api.model.Purpose;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The limits, and what is set aside under them by requests in flight. A request is given what its prompt needs and its
 * longest reply; where less is left, the reply is cut there, and where too little is left, the request is refused. So a
 * limit holds whatever the reply is. Not thread-safe.
 */
final class Budgets {
    /** A shorter reply helps nobody. */
    private static final long SHORTEST_REPLY = 256;

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final UsageLedger ledger;
    private final Map<String, Spent> aside = new HashMap<>();
    private final Map<String, Spent> turns = new HashMap<>();

    Budgets(UsageLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * What is to be set aside.
     *
     * @param input tokens of the prompt
     * @param reply the longest that the model may give
     */
    record Plan(long replyTokens, Spent aside) {}

    /** @throws ModelException OVER_BUDGET or UNKNOWN_PRICE */
    Plan plan(Limits limits, Purpose purpose, String model, long input, long reply, Optional<ModelPrice> price) {
        long allowed = reply;
        for (Scope scope : Scope.values()) {
            if (!concerns(scope, purpose)) {
                continue;
            }
            Optional<Long> tokens = limits.tokens(scope);
            Optional<BigDecimal> usd = limits.usd(scope);
            if (tokens.isEmpty() && usd.isEmpty()) {
                continue;
            }
            Spent gone = gone(scope, purpose);
            if (tokens.isPresent()) {
                long left = tokens.get() - gone.tokens() - input;
                allowed = Math.min(allowed, left);
                refuse(allowed, scope, purpose, gone.tokens() + " of " + tokens.get() + " tokens", "maxTokens", input);
            }
            if (usd.isPresent()) {
                ModelPrice known = price.orElseThrow(() -> unknownPrice(model, scope));
                allowed = Math.min(allowed, affordable(usd.get().subtract(gone.usd()), known, input, allowed));
                refuse(allowed, scope, purpose, dollars(gone.usd()) + " of " + dollars(usd.get()), "maxUsd", input);
            }
        }
        long taken = allowed;
        BigDecimal usd = price.map(known -> known.most(input, taken)).orElse(BigDecimal.ZERO);
        return new Plan(taken, new Spent(input + taken, usd));
    }

    /** How many tokens of a reply the money pays for, once the prompt is paid. */
    private static long affordable(BigDecimal left, ModelPrice price, long input, long most) {
        BigDecimal rest = left.subtract(price.most(input, 0));
        if (price.output().signum() == 0) {
            return rest.signum() >= 0 ? most : 0;
        }
        return rest.multiply(MILLION)
                .divide(price.output(), 0, RoundingMode.FLOOR)
                .min(BigDecimal.valueOf(most))
                .longValue();
    }

    private static void refuse(long allowed, Scope scope, Purpose purpose, String gone, String key, long input) {
        if (allowed >= SHORTEST_REPLY) {
            return;
        }
        String whose = scope == Scope.PERSON ? purpose.principal() + " today" : scope.shown();
        throw new ModelException(
                Reason.OVER_BUDGET,
                "The budget of " + whose + " does not allow the next request: " + gone
                        + " are gone or set aside, and its prompt has about " + input + " tokens.",
                "See usage:show; the limit is " + key + scope.key() + " in etc/dev.talaria.budget.cfg.");
    }

    private static ModelException unknownPrice(String model, Scope scope) {
        return new ModelException(
                Reason.UNKNOWN_PRICE,
                "Nobody knows what " + model + " costs, and maxUsd" + scope.key() + " limits the cost.",
                "Say it in etc/dev.talaria.models.cfg: knownModels = " + model
                        + " inputPrice=USD outputPrice=USD (per million tokens; 0 if it costs nothing).");
    }

    private static String dollars(BigDecimal usd) {
        return "$" + usd.setScale(4, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    private Spent gone(Scope scope, Purpose purpose) {
        Spent counted = scope == Scope.TURN
                ? purpose.turn()
                        .map(turn -> turns.getOrDefault(turn, Spent.NOTHING))
                        .orElse(Spent.NOTHING)
                : ledger.spent(scope, purpose);
        return counted.plus(aside.getOrDefault(key(scope, purpose), Spent.NOTHING));
    }

    void setAside(Purpose purpose, Spent amount) {
        change(purpose, amount);
    }

    void release(Purpose purpose, Spent amount) {
        change(purpose, Spent.NOTHING.minus(amount));
    }

    private void change(Purpose purpose, Spent amount) {
        for (Scope scope : Scope.values()) {
            if (concerns(scope, purpose)) {
                aside.compute(key(scope, purpose), (key, known) -> {
                    Spent sum = (known == null ? Spent.NOTHING : known).plus(amount);
                    return sum.tokens() == 0 && sum.usd().signum() == 0 ? null : sum;
                });
            }
        }
    }

    void spentInTurn(Purpose purpose, Spent amount) {
        purpose.turn().ifPresent(turn -> turns.merge(turn, amount, Spent::plus));
    }

    void forgetTurn(String turn) {
        turns.remove(turn);
    }

    private static boolean concerns(Scope scope, Purpose purpose) {
        return switch (scope) {
            case TURN -> purpose.turn().isPresent();
            case SESSION -> purpose.session().isPresent();
            case JOB -> purpose.job().isPresent();
            case PERSON, ALL -> true;
        };
    }

    private static String key(Scope scope, Purpose purpose) {
        return switch (scope) {
            case TURN -> "turn/" + purpose.turn().orElse("");
            case SESSION -> "session/" + purpose.session().map(Object::toString).orElse("");
            case JOB -> "job/" + purpose.job().orElse("");
            case PERSON -> "person/" + purpose.principal();
            case ALL -> "all";
        };
    }
}
