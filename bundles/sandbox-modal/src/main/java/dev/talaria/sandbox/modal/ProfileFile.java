package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file in which the official client keeps profiles: sections with lines {@code key = "value"}, as it writes them
 * itself. Of TOML, nothing else is read.
 */
final class ProfileFile {
    private static final Pattern SECTION = Pattern.compile("\\[\\s*\"?([^\\]\"]+?)\"?\\s*\\]\\s*(#.*)?");
    private static final Pattern ENTRY =
            Pattern.compile("([A-Za-z0-9_-]+)\\s*=\\s*(?:\"([^\"\\\\]*)\"|'([^']*)'|([A-Za-z0-9_.+-]+))\\s*(#.*)?");

    private final Path file;
    private final Map<String, Map<String, String>> profiles = new LinkedHashMap<>();

    /** One that is not there has no profiles. */
    ProfileFile(Path file) {
        this.file = file;
        try {
            read();
        } catch (NoSuchFileException e) {
            // As the official client has it.
        } catch (IOException e) {
            throw unusable("cannot be read: " + e, "Make it readable for Talaria.");
        }
    }

    private void read() throws IOException {
        Map<String, String> section = new LinkedHashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            Matcher head = SECTION.matcher(text);
            Matcher entry = ENTRY.matcher(text);
            if (head.matches()) {
                section = profiles.computeIfAbsent(head.group(1), name -> new LinkedHashMap<>());
            } else if (entry.matches()) {
                section.put(entry.group(1), value(entry));
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                // The line is not told: it may have a secret.
                throw unusable(
                        "is not understood in line " + number, "Write sections [profile] and lines key = \"value\".");
            }
        }
    }

    private static String value(Matcher entry) {
        for (int group = 2; group <= 4; group++) {
            if (entry.group(group) != null) {
                return entry.group(group);
            }
        }
        return "";
    }

    private SandboxException unusable(String what, String remedy) {
        return new SandboxException(SandboxException.Code.AUTHENTICATION, file + " " + what + ".", remedy, null);
    }

    Path file() {
        return file;
    }

    /** The one that is marked as active; empty if none is. */
    Optional<String> active() {
        return profiles.entrySet().stream()
                .filter(profile -> "true".equals(profile.getValue().get("active")))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    boolean has(String profile) {
        return profiles.containsKey(profile);
    }

    /** Empty if the profile does not have it. */
    String value(String profile, String key) {
        return profiles.getOrDefault(profile, Map.of()).getOrDefault(key, "");
    }
}
