package dev.talaria.deploy.problems;

import dev.talaria.deploy.blame.AbandonedCalls;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says of calls that heed nobody what they do and how to get rid of them. */
final class Abandonment {
    private Abandonment() {}

    /** One for each bundle. */
    static List<BundleProblem> problems(List<AbandonedCalls.Call> calls) {
        return calls.stream()
                .collect(Collectors.groupingBy(AbandonedCalls.Call::bundle, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Abandonment::problem)
                .toList();
    }

    private static BundleProblem problem(List<AbandonedCalls.Call> calls) {
        List<AbandonedCalls.Call> sorted = calls.stream()
                .sorted(Comparator.comparing(AbandonedCalls.Call::since))
                .toList();
        AbandonedCalls.Call first = sorted.get(0);
        String tools = sorted.stream()
                .map(AbandonedCalls.Call::tool)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new BundleProblem(
                first.bundle(),
                calls.size() + (calls.size() == 1 ? " call of " : " calls of ") + tools
                        + " did not end when told to, and runs on since " + first.since() + " at " + first.where()
                        + "; nobody waits for it, but it keeps a thread.",
                "Correct or remove the bundle, then: talaria restart");
    }
}
