package dev.talaria.engine.model;

import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was tried, for the error that ends it. */
final class Tried {
    private final long begun;
    private final List<String> others = new ArrayList<>();
    private @Nullable ModelRef first;
    private @Nullable ModelException failure;
    private String last = "";
    private int tries;

    Tried(long begun) {
        this.begun = begun;
    }

    void add(ModelRef model, ModelException problem) {
        last = model + ": " + firstLine(problem.getMessage());
        if (first == null || first.equals(model)) {
            first = model;
            failure = problem;
            tries++;
        } else {
            others.removeIf(line -> line.startsWith(model + ":"));
            others.add(last);
        }
    }

    String lastProblem() {
        return last;
    }

    /** The first model's failure, which is what the person chose, and what became of the others. */
    ModelException failure(long now) {
        ModelException cause = failure == null
                ? new ModelException(ModelException.Reason.UNKNOWN, "Nothing was asked.", "Report this.")
                : failure;
        if (tries <= 1 && others.isEmpty()) {
            return cause;
        }
        String message = cause.getMessage()
                + (tries > 1 ? "\nTried " + tries + " times in " + seconds(Duration.ofMillis(now - begun)) + "." : "")
                + (others.isEmpty() ? "" : "\nAlso failed: " + String.join("; ", others));
        return new ModelException(
                cause.reason(), message, cause.remedy(), cause.retryAfter().orElse(null), cause);
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }
}
