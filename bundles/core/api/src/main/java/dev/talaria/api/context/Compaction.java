package dev.talaria.api.context;

import java.util.List;

/**
 * What becomes of a conversation: its head stays, its middle is replaced by a summary, its tail stays, some outputs in it
 * cut. It is journaled before it is used, and the originals stay in the journal.
 *
 * @param headEnd entries whose {@code last} is at most this stay; 0 for none
 * @param tailStart entries whose {@code first} is at least this stay; everything between goes. Without a summary nothing
 *     goes
 * @param kept {@code first} of entries between that stay all the same; they follow the summary
 * @param summary stands for what goes, a message of its own; empty if only outputs are cut
 * @param how for people, such as {@code summary by m1} or {@code without a model}
 * @param cuts outputs of tool calls in what stays, and the text that stands for each
 */
public record Compaction(long headEnd, long tailStart, List<Long> kept, String summary, String how, List<Cut> cuts) {
    public Compaction {
        kept = List.copyOf(kept);
        cuts = List.copyOf(cuts);
    }

    /**
     * A shortened output.
     *
     * @param entry {@code first} of the message that has it; models use an id again in a later reply
     * @param callId of the tool call
     * @param text what stands for its output from now on
     */
    public record Cut(long entry, String callId, String text) {}

    /** Only cuts outputs. */
    public static Compaction cutting(String how, List<Cut> cuts) {
        return new Compaction(0, 0, List.of(), "", how, cuts);
    }
}
