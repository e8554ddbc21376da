package dev.talaria.provider.support;

import dev.talaria.api.model.ModelException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One rule about what an endpoint's error means. Providers put theirs in order: the first that fits counts. */
public final class ErrorRule {
    private final Reason reason;
    private final Condition condition;

    private ErrorRule(Reason reason, Condition condition) {
        this.reason = reason;
        this.condition = condition;
    }

    /** Fits if the body has one of the phrases, which are in lower case. */
    public static ErrorRule text(Reason reason, String... phrases) {
        return new ErrorRule(reason, (status, body) -> Stream.of(phrases).anyMatch(body::contains));
    }

    public static ErrorRule status(Reason reason, int... statuses) {
        return new ErrorRule(reason, (status, body) -> IntStream.of(statuses).anyMatch(one -> one == status));
    }

    /** The same, but not for a body with one of these phrases. */
    public ErrorRule unless(String... phrases) {
        return new ErrorRule(
                reason,
                (status, body) ->
                        condition.fits(status, body) && Stream.of(phrases).noneMatch(body::contains));
    }

    /** The reason of the first rule that fits; {@link Reason#UNKNOWN} if none does. */
    public static Reason first(List<ErrorRule> rules, int status, String body) {
        String lower = body.toLowerCase(Locale.ROOT);
        return rules.stream()
                .filter(rule -> rule.condition.fits(status, lower))
                .map(rule -> rule.reason)
                .findFirst()
                .orElse(Reason.UNKNOWN);
    }

    private interface Condition {
        boolean fits(int status, String body);
    }
}
