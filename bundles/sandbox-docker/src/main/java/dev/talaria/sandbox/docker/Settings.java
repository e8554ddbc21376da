package dev.talaria.sandbox.docker;

import dev.talaria.sandbox.support.Options;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What one sandbox is to be; the keys of {@link DockerConfig}, read and checked. */
record Settings(
        String host,
        String certificates,
        String image,
        String pull,
        boolean network,
        String user,
        String runtime,
        double cpus,
        long memory,
        long pids,
        long tmpMb,
        long shmMb,
        String storage,
        List<Mount> binds,
        List<Mount> volumes,
        Map<String, String> environment) {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?");
    private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * @param own Talaria's own environment
     * @throws dev.talaria.api.sandbox.SandboxException CANNOT_START, if a value is of no use
     */
    static Settings of(Options options, Map<String, String> own) {
        String image = options.text("image");
        if (image.isEmpty() || image.contains(" ")) {
            throw options.unusable("image = '" + image + "' names no image", "Set image, such as debian:stable-slim.");
        }
        String user = options.text("user");
        if (!user.isEmpty() && !USER.matcher(user).matches()) {
            throw options.unusable("user = '" + user + "' is no user", "Give a name or a number, :group after it.");
        }
        return new Settings(
                options.text("host"),
                options.text("certificates"),
                image,
                oneOf(options, "pull", Set.of("missing", "always", "never")),
                options.flag("network"),
                user,
                options.text("runtime"),
                options.decimal("cpus"),
                options.number("memory"),
                options.number("pids"),
                options.number("tmpMb"),
                options.number("shmMb"),
                oneOf(options, "storage", Set.of("volume", "bind", "none")),
                mounts(options, "binds", Pattern.compile("/.*")),
                mounts(options, "volumes", VOLUME),
                environment(options, own));
    }

    private static String oneOf(Options options, String key, Set<String> words) {
        String word = options.text(key);
        if (!words.contains(word)) {
            throw options.unusable(
                    key + " = '" + word + "' is none of its words",
                    "Use one of " + String.join(", ", words.stream().sorted().toList()) + ".");
        }
        return word;
    }

    private static List<Mount> mounts(Options options, String key, Pattern source) {
        return options.list(key).stream()
                .map(text -> Mount.parse(text)
                        .filter(mount -> source.matcher(mount.source()).matches())
                        .orElseThrow(() -> options.unusable(
                                key + " has '" + text + "'",
                                key.equals("binds")
                                        ? "Write /host:/inside or /host:/inside:ro."
                                        : "Write name:/inside or name:/inside:ro.")))
                .toList();
    }

    private static Map<String, String> environment(Options options, Map<String, String> own) {
        Map<String, String> variables = new TreeMap<>();
        for (String text : options.list("environment")) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (!VARIABLE.matcher(name).matches()) {
                throw options.unusable("environment has the name '" + name + "'", "Write NAME=value or NAME.");
            }
            if (equals >= 0) {
                variables.put(name, text.substring(equals + 1));
            } else if (own.containsKey(name)) {
                variables.put(name, own.get(name));
            }
        }
        return variables;
    }
}
