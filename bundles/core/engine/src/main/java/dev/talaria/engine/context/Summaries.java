package dev.talaria.engine.context;

import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.context.ContextEntry.Nature;
import dev.talaria.api.model.ModelException;
import dev.talaria.engine.text.Excerpt;
import dev.talaria.spi.context.Compactor.Summarizer;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the summary that stands for messages: by a model, or without one if it has no answer. */
final class Summaries {
    private static final double INPUT_OF_WINDOW = 0.5;
    private static final int LEAST_INPUT_CHARS = 1_000;
    /** A model that does not count its words. */
    private static final int MOST_OVER = 2;

    private static final int MOST_ANCHOR_CHARS = 3_000;
    private static final int MOST_QUOTE_TOKENS = 2_000;

    private final ContextSettings settings;
    private final Weighed weighed;
    private final long window;
    private final String focus;

    Summaries(ContextSettings settings, Weighed weighed, long window, String focus) {
        this.settings = settings;
        this.weighed = weighed;
        this.window = window;
        this.focus = focus;
    }

    /** @param how it was made, for people */
    record Summary(String text, String how) {}

    /** @param tokens of what goes; the summary has fewer */
    Summary of(List<ContextEntry> gone, long tokens, Summarizer summarizer) {
        long budget = Math.min(settings.summaryTokens(tokens, window), tokens / 3);
        List<String> earlier = gone.stream()
                .filter(entry -> entry.nature() == Nature.SUMMARY)
                .map(entry -> SummaryText.body(entry.message().text()))
                .toList();
        String record = earlier.stream().map(SummaryText::written).collect(Collectors.joining("\n\n"));
        String conversation = Transcript.of(gone, Math.max(LEAST_INPUT_CHARS, inputChars() - record.length()));
        Summary written = written(record, conversation, gone, budget, summarizer);
        List<String> quoted =
                earlier.stream().flatMap(body -> Quotes.of(body).stream()).toList();
        String quotes = Quotes.section(quoted, gone, weighed.characters(Math.min(MOST_QUOTE_TOKENS, budget / 2)));
        String anchors = Anchors.section(
                String.join("\n", earlier) + "\n" + conversation,
                Math.min(MOST_ANCHOR_CHARS, weighed.characters(budget / 4)));
        return new Summary(SummaryText.of(written.text(), quotes, anchors), written.how());
    }

    private int inputChars() {
        return Math.min(settings.maxInputChars(), weighed.characters((long) (window * INPUT_OF_WINDOW)));
    }

    private Summary written(
            String record, String conversation, List<ContextEntry> gone, long budget, Summarizer summarizer) {
        String why;
        try {
            String said = summarizer.ask(
                    SummaryPrompt.instructions(budget, !record.isEmpty(), focus),
                    SummaryPrompt.text(record, conversation),
                    (int) budget);
            if (!said.isBlank()) {
                String bounded = Excerpt.ends(said.strip(), weighed.characters(budget * MOST_OVER));
                return new Summary(bounded, "summary by " + summarizer.model());
            }
            why = summarizer.model() + " wrote none";
        } catch (ModelException e) {
            why = e.getMessage();
        }
        return new Summary(withoutModel(record, gone, weighed.characters(budget)), "summary without a model: " + why);
    }

    /** What it did, line by line, after what the earlier summary has. */
    private static String withoutModel(String record, List<ContextEntry> gone, int maxChars) {
        String before = Excerpt.ends(record, Math.max(LEAST_INPUT_CHARS, maxChars / 2));
        return (before.isEmpty() ? "" : before + "\n\n")
                + "## Steps since, written down without a model\n"
                + Transcript.steps(gone, maxChars - before.length());
    }
}
