package dev.talaria.provider.support;

import dev.talaria.api.model.ModelException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One rule about what an endpoint's error means. Providers put theirs in order: the first that fits counts. */
public final class ErrorRule {
    private final Reason reason;
    private final Condition condition;
    private final Optional<String> remedy;

    private ErrorRule(Reason reason, Condition condition, Optional<String> remedy) {
        this.reason = reason;
        this.condition = condition;
        this.remedy = remedy;
    }

    /** Fits if the body has one of the phrases, which are in lower case. */
    public static ErrorRule text(Reason reason, String... phrases) {
        return new ErrorRule(reason, (status, body) -> Stream.of(phrases).anyMatch(body::contains), Optional.empty());
    }

    public static ErrorRule status(Reason reason, int... statuses) {
        return new ErrorRule(
                reason, (status, body) -> IntStream.of(statuses).anyMatch(one -> one == status), Optional.empty());
    }

    /** The same, but not for a body with one of these phrases. */
    public ErrorRule unless(String... phrases) {
        return new ErrorRule(
                reason,
                (status, body) ->
                        condition.fits(status, body) && Stream.of(phrases).noneMatch(body::contains),
                remedy);
    }

    /** The same, with what people can do about this error rather than about any of its reason: a sentence. */
    public ErrorRule remedy(String what) {
        return new ErrorRule(reason, condition, Optional.of(what));
    }

    /** The reason of the first rule that fits; {@link Reason#UNKNOWN} if none does. */
    public static Reason first(List<ErrorRule> rules, int status, String body) {
        return fitting(rules, status, body).map(rule -> rule.reason).orElse(Reason.UNKNOWN);
    }

    /** What the first rule that fits says to do; empty if none fits, or it says nothing. */
    public static Optional<String> firstRemedy(List<ErrorRule> rules, int status, String body) {
        return fitting(rules, status, body).flatMap(rule -> rule.remedy);
    }

    private static Optional<ErrorRule> fitting(List<ErrorRule> rules, int status, String body) {
        String lower = body.toLowerCase(Locale.ROOT);
        return rules.stream().filter(rule -> rule.condition.fits(status, lower)).findFirst();
    }

    private interface Condition {
        boolean fits(int status, String body);
    }
}
