package dev.talaria.engine.context;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.context.Compaction.Cut;
import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.context.ContextEntry.Nature;
import dev.talaria.engine.context.Cuts.Shorter;
import dev.talaria.spi.context.Compactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Cuts the outputs of tools first; if that is not enough, has a summary written of all but the head and the tail. Where no
 * model writes one, it is made without.
 */
public final class DefaultCompactor implements Compactor {
    /** What is less is not worth a summary, in tokens. */
    private static final long LEAST_GONE = 400;

    private static final int LEAST_OUTPUT_CHARS = 400;

    private final Supplier<ContextSettings> settings;

    public DefaultCompactor(Supplier<ContextSettings> settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Compaction> compact(Request request, Summarizer summarizer, Cancellation cancellation) {
        ContextSettings now = settings.get();
        long window = request.window() > 0 ? request.window() : request.tokens();
        Weighed weighed = Weighed.of(request);
        Boundaries bounds = Boundaries.of(weighed, now, window);
        List<Shorter> lines = Cuts.toLines(request.entries(), 0, bounds.tail(), now.pruneAboveChars());
        long all = weighed.prefix() + weighed.between(0, weighed.size());
        if (!lines.isEmpty() && request.focus().isBlank() && all - saved(weighed, lines) <= request.target()) {
            return Optional.of(Compaction.cutting("outputs of tools cut", cuts(lines)));
        }
        List<ContextEntry> gone = bounds.gone(request.entries());
        long goneTokens = gone.stream()
                .mapToLong(entry -> weighed.tokens(entry.message()))
                .sum();
        boolean worth = goneTokens >= LEAST_GONE && gone.stream().anyMatch(entry -> entry.nature() == Nature.SAID);
        if (!worth) {
            return withoutSummary(request, weighed, lines, bounds);
        }
        Summaries summaries = new Summaries(now, weighed, window, request.focus());
        Summaries.Summary summary = summaries.of(gone, goneTokens, summarizer);
        List<Shorter> kept = new ArrayList<>(Cuts.toLines(request.entries(), 0, bounds.head(), now.pruneAboveChars()));
        long fixed = all - goneTokens - saved(weighed, kept) + weighed.tokens(summary.text());
        kept.addAll(tooLong(request, weighed, bounds.tail(), fixed));
        return Optional.of(new Compaction(
                bounds.head() == 0
                        ? 0
                        : request.entries().get(bounds.head() - 1).last(),
                bounds.tail() == weighed.size()
                        ? Long.MAX_VALUE
                        : request.entries().get(bounds.tail()).first(),
                bounds.kept().stream()
                        .mapToObj(index -> request.entries().get(index).first())
                        .toList(),
                summary.text(),
                summary.how(),
                cuts(kept)));
    }

    private static Optional<Compaction> withoutSummary(
            Request request, Weighed weighed, List<Shorter> lines, Boundaries bounds) {
        List<Shorter> cuts = new ArrayList<>(lines);
        long fixed = weighed.prefix() + weighed.between(0, weighed.size()) - saved(weighed, lines);
        cuts.addAll(tooLong(request, weighed, bounds.tail(), fixed));
        return cuts.isEmpty() ? Optional.empty() : Optional.of(Compaction.cutting("outputs of tools cut", cuts(cuts)));
    }

    /**
     * Outputs of the tail, if they do not leave room: a single one may be larger than the window.
     *
     * @param tokens of the whole request without these cuts
     */
    private static List<Shorter> tooLong(Request request, Weighed weighed, int tail, long tokens) {
        var outputs = Cuts.outputs(request.entries(), tail);
        if (tokens <= request.target() || outputs.isEmpty()) {
            return List.of();
        }
        long inOutputs = outputs.stream()
                .mapToLong(output -> weighed.tokens(output.text()))
                .sum();
        long room = Math.max(0, request.target() - (tokens - inOutputs));
        int share = Math.max(LEAST_OUTPUT_CHARS, weighed.characters(room / outputs.size()));
        return Cuts.toEnds(request.entries(), tail, share);
    }

    private static long saved(Weighed weighed, List<Shorter> cuts) {
        return cuts.stream()
                .mapToLong(each -> weighed.tokens(each.original())
                        - weighed.tokens(each.cut().text()))
                .sum();
    }

    private static List<Cut> cuts(List<Shorter> shorter) {
        return shorter.stream().map(Shorter::cut).toList();
    }
}
