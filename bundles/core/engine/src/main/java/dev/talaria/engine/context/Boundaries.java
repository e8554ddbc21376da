package dev.talaria.engine.context;

import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.context.ContextEntry.Nature;
import dev.talaria.api.model.Role;
import java.util.List;
import java.util.OptionalInt;

/**
 * What stays of a conversation: its head, its tail, and the last message of the person if that stands between. A tool
 * call stays with its output.
 *
 * @param head index of the first message that goes
 * @param tail index of the first message after those that go
 * @param kept index of the message between that stays
 */
record Boundaries(int head, int tail, OptionalInt kept) {
    private static final double CEILING = 1.5;

    static Boundaries of(Weighed weighed, ContextSettings settings, long window) {
        long budget = settings.tailTokens(window);
        int tail = tail(weighed, budget, settings.minTailMessages());
        int head = Math.min(head(weighed, budget / 2, settings.headMessages()), tail);
        int person = last(weighed.entries(), weighed.size(), true);
        return new Boundaries(
                head, tail, person >= head && person < tail ? OptionalInt.of(person) : OptionalInt.empty());
    }

    /** The messages that go. */
    List<ContextEntry> gone(List<ContextEntry> entries) {
        return entries.subList(head, tail).stream()
                .filter(entry -> kept.isEmpty() || entry != entries.get(kept.getAsInt()))
                .toList();
    }

    /** Backwards, call and output together, until the budget is used up; the last reply at least. */
    private static int tail(Weighed weighed, long budget, int minMessages) {
        List<ContextEntry> entries = weighed.entries();
        int mustHave = Math.min(last(entries, entries.size(), false), entries.size() - 1);
        int tail = entries.size();
        long used = 0;
        while (tail > 0) {
            int next = groupStart(entries, tail - 1);
            used += weighed.between(next, tail);
            boolean few = entries.size() - next <= minMessages;
            boolean fits = used <= (few ? budget * CEILING : budget);
            if (!fits && (mustHave < 0 || tail <= mustHave)) {
                break;
            }
            tail = next;
        }
        return tail;
    }

    private static int head(Weighed weighed, long budget, int messages) {
        List<ContextEntry> entries = weighed.entries();
        int head = 0;
        while (head < Math.min(messages, entries.size()) && entries.get(head).nature() != Nature.SUMMARY) {
            head++;
        }
        while (head > 0 && (!mayPart(entries, head) || weighed.between(0, head) > budget)) {
            head--;
        }
        return head;
    }

    /** Whether what stands before an index and what stands at it may be parted. */
    private static boolean mayPart(List<ContextEntry> entries, int index) {
        return index >= entries.size() || entries.get(index).message().role() != Role.TOOL;
    }

    private static int groupStart(List<ContextEntry> entries, int index) {
        int start = index;
        while (start > 0 && !mayPart(entries, start)) {
            start--;
        }
        return start;
    }

    /** Index of the last message of the person, or of the model, before an index; -1 if there is none. */
    private static int last(List<ContextEntry> entries, int before, boolean ofPerson) {
        for (int i = before - 1; i >= 0; i--) {
            ContextEntry entry = entries.get(i);
            if (ofPerson ? entry.ofPerson() : entry.message().role() == Role.ASSISTANT) {
                return i;
            }
        }
        return -1;
    }
}
