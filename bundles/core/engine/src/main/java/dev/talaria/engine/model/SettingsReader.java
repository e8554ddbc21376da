package dev.talaria.engine.model;

import dev.talaria.api.model.Purpose.Task;
import dev.talaria.engine.text.ConfiguredList;
import dev.talaria.engine.text.KeyedLine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the configuration. A line that is wrong is named and left out; the others count. */
final class SettingsReader {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);

    private SettingsReader() {}

    static ModelSettings read(ModelsConfig config, Clock clock) {
        LocalDate today = LocalDate.now(clock);
        List<String> known = new ArrayList<>();
        each("knownModels", config.knownModels(), line -> {
            ModelTable.of(List.of(line), "", today);
            known.add(line);
        });
        List<KeyedLine> limits = new ArrayList<>();
        each("endpointLimits", config.endpointLimits(), line -> limits.add(limit(line)));
        Map<Task, String> tasks = new EnumMap<>(Task.class);
        each("taskModels", config.taskModels(), line -> putTask(line, tasks));
        return new ModelSettings(
                config.defaultModel().strip(),
                ConfiguredList.of(config.fallback()),
                tasks,
                config.retries(),
                Duration.ofSeconds(config.longestWaitSeconds()),
                config.concurrentRequests(),
                limits,
                new KnownModels(known, today));
    }

    private static void each(String key, String[] lines, Consumer<String> reader) {
        ConfiguredList.of(lines).forEach(line -> {
            try {
                reader.accept(line);
            } catch (IllegalArgumentException e) {
                LOG.error("etc/dev.talaria.models.cfg: {}: {}. The line is left out.", key, e.getMessage());
            }
        });
    }

    private static KeyedLine limit(String line) {
        KeyedLine limit = KeyedLine.parse(line, LaneLimits.KEYS);
        LaneLimits.KEYS.forEach(limit::count);
        return limit;
    }

    private static void putTask(String line, Map<Task, String> tasks) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? line : line.substring(0, equals).strip();
        Task task = Stream.of(Task.values())
                .filter(one -> one != Task.TURN && one.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + line + "' is not TASK=MODEL with a task of compaction, title, vision, approval"));
        tasks.put(task, line.substring(equals + 1).strip());
    }
}
