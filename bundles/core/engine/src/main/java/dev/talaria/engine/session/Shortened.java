package dev.talaria.engine.session;

import dev.talaria.api.context.Compaction;
import dev.talaria.api.context.Compaction.Cut;
import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.context.ContextEntry.Nature;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.engine.usage.Estimate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a compaction makes of entries, and whether it may. */
final class Shortened {
    private Shortened() {}

    /** What a summary stands for keeps its place, so that entries stay in the order of the journal. */
    static List<ContextEntry> entries(List<ContextEntry> before, Compaction compaction) {
        List<ContextEntry> after = new ArrayList<>(before);
        List<ContextEntry> gone = gone(before, compaction);
        if (!gone.isEmpty()) {
            int at = before.indexOf(gone.get(0));
            after.removeAll(gone);
            long last = gone.get(gone.size() - 1).last();
            after.add(
                    at,
                    new ContextEntry(
                            Message.user(compaction.summary()), gone.get(0).first(), last, Nature.SUMMARY));
        }
        Map<Long, Map<String, String>> cuts = new HashMap<>();
        for (Cut cut : compaction.cuts()) {
            cuts.computeIfAbsent(cut.entry(), none -> new HashMap<>()).put(cut.callId(), cut.text());
        }
        after.replaceAll(entry -> entry.message().role() == Role.TOOL && cuts.containsKey(entry.first())
                ? cut(entry, cuts.get(entry.first()))
                : entry);
        return after;
    }

    private static List<ContextEntry> gone(List<ContextEntry> entries, Compaction compaction) {
        return compaction.summary().isEmpty()
                ? List.of()
                : entries.stream()
                        .filter(entry -> entry.last() > compaction.headEnd()
                                && entry.first() < compaction.tailStart()
                                && !compaction.kept().contains(entry.first()))
                        .toList();
    }

    private static ContextEntry cut(ContextEntry entry, Map<String, String> texts) {
        List<Content> content = new ArrayList<>(entry.message().content());
        content.replaceAll(part -> part instanceof ToolOutput output && texts.containsKey(output.id())
                ? new ToolOutput(output.id(), texts.get(output.id()), output.failed())
                : part);
        return entry.withMessage(new Message(Role.TOOL, content), entry.last());
    }

    /** Why a compaction must not be journaled; empty if it may. */
    static Optional<String> objection(List<ContextEntry> before, Compaction compaction) {
        if (!compaction.summary().isEmpty() && compaction.summary().isBlank()) {
            return Optional.of("its summary is blank");
        }
        for (Cut cut : compaction.cuts()) {
            if (output(before, cut)
                    .filter(text -> cut.text().length() < text.length())
                    .isEmpty()) {
                return Optional.of("the cut of " + cut.callId() + " is of no output, or no shorter than it");
            }
        }
        List<ContextEntry> after = entries(before, compaction);
        if (!pairs(after)) {
            return Optional.of("it parts a tool call from its output");
        }
        if (!keepsLast(before, after)) {
            return Optional.of("it takes out the last message of the person or of the model");
        }
        if (tokens(after) >= tokens(before)) {
            return Optional.of("the conversation is no shorter than before");
        }
        return Optional.empty();
    }

    private static Optional<String> output(List<ContextEntry> entries, Cut cut) {
        return entries.stream()
                .filter(entry -> entry.first() == cut.entry())
                .flatMap(entry -> entry.message().content().stream())
                .filter(part -> part instanceof ToolOutput output && output.id().equals(cut.callId()))
                .map(part -> ((ToolOutput) part).text())
                .findFirst();
    }

    /** Whether every use is followed by its output, and every output has its use before it. */
    static boolean pairs(List<ContextEntry> entries) {
        List<String> open = List.of();
        for (ContextEntry entry : entries) {
            Message message = entry.message();
            List<String> outputs = message.content().stream()
                    .filter(part -> part instanceof ToolOutput)
                    .map(part -> ((ToolOutput) part).id())
                    .toList();
            if (!outputs.equals(open)) {
                return false;
            }
            open = message.toolUses().stream().map(ToolUse::id).toList();
        }
        return open.isEmpty();
    }

    private static boolean keepsLast(List<ContextEntry> before, List<ContextEntry> after) {
        return lastOf(before, Role.ASSISTANT).equals(lastOf(after, Role.ASSISTANT))
                && last(before.stream().filter(ContextEntry::ofPerson).toList())
                        .equals(last(
                                after.stream().filter(ContextEntry::ofPerson).toList()));
    }

    private static Optional<ContextEntry> lastOf(List<ContextEntry> entries, Role role) {
        return last(
                entries.stream().filter(entry -> entry.message().role() == role).collect(Collectors.toList()));
    }

    private static Optional<ContextEntry> last(List<ContextEntry> entries) {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    private static long tokens(List<ContextEntry> entries) {
        return entries.stream()
                .mapToLong(entry -> Estimate.tokens(entry.message()))
                .sum();
    }
}
