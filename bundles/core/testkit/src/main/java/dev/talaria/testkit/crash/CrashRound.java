package dev.talaria.testkit.crash;

import dev.talaria.testkit.crash.CrashCounts.Question;
import dev.talaria.testkit.gateway.PlatformMessage;
import java.util.List;
import java.util.Map;

/**
 * One round and what came of it.
 *
 * @param name where the runtime was killed
 * @param kills 0: it had no such point
 */
public record CrashRound(String name, int kills, List<Question> questions, CrashCounts counts) {
    public CrashRound {
        questions = List.copyOf(questions);
    }

    CrashRound counted(List<PlatformMessage> shown, Map<Integer, Integer> runs) {
        CrashCounts sum = CrashCounts.sum(questions.stream()
                .map(question -> CrashCounts.of(question, shown, runs))
                .toList());
        return new CrashRound(name, kills, questions, sum);
    }
}
