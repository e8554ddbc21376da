package dev.talaria.engine.config;

import dev.talaria.api.config.ConfigProblem;
import dev.talaria.engine.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.metatype.AttributeDefinition;

/** Compares one configuration with its description. */
final class WrittenCheck {
    private static final int LONGEST_VALUE = 60;

    private final Written written;
    private final Described described;

    WrittenCheck(Written written, Described described) {
        this.written = written;
        this.described = described;
    }

    static ConfigProblem unknown(Written written, List<Described> known) {
        List<String> pids = known.stream().map(Described::pid).toList();
        return new ConfigProblem(
                written.name(),
                written.file(),
                "no bundle that runs reads this configuration.",
                NearestName.of(written.described(), pids)
                        .map(pid -> "Did you mean " + pid + "? Then rename the file.")
                        .orElse("Install what reads it, or delete it."));
    }

    List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        written.values().forEach((key, values) -> find(key)
                .ifPresentOrElse(attribute -> check(attribute, values, problems), () -> problems.add(unknownKey(key))));
        described.required().stream()
                .filter(key -> !written.values().containsKey(key))
                .sorted()
                .forEach(key -> problems.add(problem(
                        key,
                        "it is missing.",
                        "Set it: config:explain " + written.name() + "." + key + " says what it is.")));
        return problems;
    }

    private Optional<AttributeDefinition> find(String key) {
        return described.attributes().stream()
                .filter(attribute -> attribute.getID().equals(key))
                .findFirst();
    }

    private void check(AttributeDefinition attribute, List<String> values, List<ConfigProblem> problems) {
        String expected = ValueType.words(attribute);
        for (String value : values) {
            ValueType.problem(attribute, value)
                    .ifPresent(wrong -> problems.add(problem(
                            attribute.getID(),
                            "'" + shortened(value) + "' does not count: " + wrong + ".",
                            "Write " + expected + described(attribute) + ".")));
        }
    }

    private static String described(AttributeDefinition attribute) {
        String[] defaults = attribute.getDefaultValue();
        return defaults == null || defaults.length == 0 ? "" : ", such as " + String.join(", ", defaults);
    }

    private ConfigProblem unknownKey(String key) {
        return problem(
                key,
                "there is no such key, so that it does not count.",
                NearestName.of(key, described.keys())
                        .map(nearest -> "Did you mean " + nearest + "?")
                        .orElse("Delete it. The keys are " + String.join(", ", described.keys()) + "."));
    }

    private ConfigProblem problem(String key, String cause, String remedy) {
        return new ConfigProblem(written.name() + "." + key, written.file(), cause, remedy);
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
