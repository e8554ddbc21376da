package dev.talaria.shell.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    Path directory() {
        return etc;
    }

    /** The file of one PID. */
    Path file(String pid) {
        return etc.resolve(pid + ".cfg");
    }

    void restore(Path file, byte[] content) throws IOException {
        write(file, new String(content, StandardCharsets.UTF_8).lines().toList());
    }

    /** As it is written; empty if it is not. */
    Optional<String> value(String pid, String key) {
        try {
            return Files.exists(file(pid))
                    ? Files.readAllLines(file(pid)).stream()
                            .filter(line -> line.matches("\\s*" + key + "\\s*[=:].*"))
                            .map(line -> line.replaceFirst("\\s*" + key + "\\s*[=:]", "")
                                    .strip())
                            .findFirst()
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Replaces one line and leaves the rest as it is. */
    void set(String pid, String key, String value) throws IOException {
        List<String> lines =
                Files.exists(file(pid)) ? new ArrayList<>(Files.readAllLines(file(pid))) : new ArrayList<>();
        lines.removeIf(line -> line.matches("\\s*" + key + "\\s*[=:].*"));
        lines.add(key + " = " + value);
        write(file(pid), lines);
    }

    /** @param keyReference empty for no key */
    void writeEndpoint(Choice choice, String keyReference) throws IOException {
        List<String> lines = new ArrayList<>(List.of("name = " + choice.name()));
        lines.addAll(choice.settings());
        if (!keyReference.isEmpty()) {
            lines.add("apiKey = " + keyReference);
        }
        write(endpoint(choice), lines);
    }

    /** Every turn that names no model uses this one. */
    void writeDefaultModel(String model) throws IOException {
        set("dev.talaria.models", "defaultModel", model);
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), ".setup", ".tmp");
        Files.write(draft, lines, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
