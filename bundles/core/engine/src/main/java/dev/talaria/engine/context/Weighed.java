package dev.talaria.engine.context;

import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.Message;
import dev.talaria.engine.usage.Estimate;
import dev.talaria.spi.context.Compactor.Request;
import java.util.List;

/** A conversation with the tokens of each message: estimates, scaled to what the model counted for all of them. */
final class Weighed {
    private static final double LEAST_SCALE = 0.3;
    private static final double MOST_SCALE = 4;

    private final List<ContextEntry> entries;
    private final double scale;
    private final long prefix;

    private Weighed(List<ContextEntry> entries, double scale, long prefix) {
        this.entries = entries;
        this.scale = scale;
        this.prefix = prefix;
    }

    static Weighed of(Request request) {
        long estimated = request.prefixTokens()
                + request.entries().stream()
                        .mapToLong(entry -> Estimate.tokens(entry.message()))
                        .sum();
        double scale = request.tokens() == 0 || estimated == 0 ? 1 : (double) request.tokens() / estimated;
        double bounded = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, scale));
        return new Weighed(request.entries(), bounded, (long) (request.prefixTokens() * bounded));
    }

    List<ContextEntry> entries() {
        return entries;
    }

    int size() {
        return entries.size();
    }

    /** Of the system text and tools. */
    long prefix() {
        return prefix;
    }

    long tokens(int index) {
        return tokens(entries.get(index).message());
    }

    /** @param to not included */
    long between(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += tokens(i);
        }
        return sum;
    }

    long tokens(Message message) {
        return (long) (Estimate.tokens(message) * scale);
    }

    long tokens(String text) {
        return tokens(Message.user(text));
    }

    /** How many characters of plain text a number of tokens takes. */
    int characters(long tokens) {
        return (int) Math.min(Integer.MAX_VALUE, (long) (tokens * Estimate.BYTES_PER_TOKEN / scale));
    }
}
