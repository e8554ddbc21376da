package dev.talaria.shell.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Writes files in {@code etc/}, each at once: Talaria reads them as soon as they are there. */
final class SettingsFiles {
    private final Path etc;

    SettingsFiles(Path etc) {
        this.etc = etc;
    }

    /** The file of one endpoint. */
    Path endpoint(Choice choice) {
        return etc.resolve(choice.pid() + "-" + choice.name() + ".cfg");
    }

    void removeEndpoint(Choice choice) throws IOException {
        Files.deleteIfExists(endpoint(choice));
    }

    void writeEndpoint(Choice choice, boolean withKey) throws IOException {
        List<String> lines = new ArrayList<>(List.of("name = " + choice.name()));
        lines.addAll(choice.settings());
        if (withKey) {
            lines.add("apiKey = store:" + choice.name());
        }
        write(endpoint(choice), lines);
    }

    /** Every turn that names no model uses this one. */
    void writeDefaultModel(String model) throws IOException {
        Path file = etc.resolve("dev.talaria.models.cfg");
        List<String> lines = Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
        lines.removeIf(line -> line.matches("\\s*defaultModel\\s*[=:].*"));
        lines.add("defaultModel = " + model);
        write(file, lines);
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), ".setup", ".tmp");
        Files.write(draft, lines, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
