package dev.talaria.testkit.crash;

import dev.talaria.testkit.gateway.PlatformMessage;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What people noticed.
 *
 * @param accepted messages that the runtime acknowledged to the platform
 * @param lost of these, how many have no reply
 * @param ranTwice messages whose tool call ran more than once
 * @param notRun messages whose tool call did not run; a call whose outcome is in doubt is not repeated
 * @param doubled replies beyond the first of a message that do not say that they may be a repeat
 * @param marked replies beyond the first of a message that say so
 * @param strayed replies in a chat that did not ask
 */
public record CrashCounts(int accepted, int lost, int ranTwice, int notRun, int doubled, int marked, int strayed) {
    /** As a runtime may mark what is perhaps a repeat. */
    private static final Pattern MARK = Pattern.compile("(?i)repeat|duplicate");

    static final CrashCounts NONE = new CrashCounts(0, 0, 0, 0, 0, 0, 0);

    /** Whether nothing was broken that was promised: marked repeats are counted by the caller. */
    public boolean isClean() {
        return lost == 0 && ranTwice == 0 && doubled == 0 && strayed == 0;
    }

    /** Together. */
    public static CrashCounts sum(List<CrashCounts> counts) {
        return counts.stream().reduce(NONE, CrashCounts::plus);
    }

    private CrashCounts plus(CrashCounts other) {
        return new CrashCounts(
                accepted + other.accepted,
                lost + other.lost,
                ranTwice + other.ranTwice,
                notRun + other.notRun,
                doubled + other.doubled,
                marked + other.marked,
                strayed + other.strayed);
    }

    /** @param runs how often the tool ran for each number */
    static CrashCounts of(Question question, List<PlatformMessage> shown, Map<Integer, Integer> runs) {
        List<PlatformMessage> replies =
                shown.stream().filter(question::isAnsweredBy).toList();
        List<PlatformMessage> here = replies.stream()
                .filter(reply -> reply.chat().equals(question.chat()))
                .toList();
        long markedReplies =
                here.stream().filter(reply -> MARK.matcher(reply.text()).find()).count();
        int beyondFirst = Math.max(0, here.size() - 1);
        int marked = (int) Math.min(beyondFirst, markedReplies);
        int ran = runs.getOrDefault(question.number(), 0);
        return new CrashCounts(
                1,
                here.isEmpty() ? 1 : 0,
                ran > 1 ? 1 : 0,
                ran == 0 ? 1 : 0,
                beyondFirst - marked,
                marked,
                replies.size() - here.size());
    }

    /**
     * A message that asks.
     *
     * @param id as the platform says it
     */
    record Question(int number, String chat, String id) {
        boolean isAnsweredBy(PlatformMessage reply) {
            return CrashScript.answer(number).matcher(reply.text()).find()
                    || reply.replyTo().equals(id);
        }
    }
}
