package dev.talaria.shell.attach;

import dev.talaria.attach.Hello;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a client expects another instance than the one that runs. */
final class Differences {
    private Differences() {}

    /**
     * @param distribution version of the instance
     * @param environment of the instance
     * @return lines for the person; none if there is no difference
     */
    static List<String> between(Hello hello, String distribution, Map<String, String> environment) {
        List<String> lines = new ArrayList<>();
        if (!hello.distribution().equals(distribution)) {
            lines.add("The running Talaria is " + distribution + ", you called " + hello.distribution()
                    + ". To change: talaria restart");
        }
        Map<Boolean, List<String>> others = Hello.SETTINGS.stream()
                .filter(name -> hello.environment().containsKey(name))
                .filter(name ->
                        !hello.environment().get(name).equals(Hello.fingerprint(environment.getOrDefault(name, ""))))
                .collect(Collectors.partitioningBy(
                        name -> environment.getOrDefault(name, "").isEmpty()));
        add(lines, "Set here, but not where the running Talaria was started: ", others.get(true), ".");
        add(lines, "The running Talaria was started with another ", others.get(false), " than is set here.");
        return lines;
    }

    private static void add(List<String> lines, String before, List<String> names, String after) {
        if (!names.isEmpty()) {
            lines.add(before + String.join(", ", names) + after + " To use what is set here: talaria restart");
        }
    }
}
