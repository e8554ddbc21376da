package dev.talaria.sandbox.singularity;

import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one sandbox is to be like.
 *
 * @param scratch folder of what sandboxes write
 * @param cache folder of images
 * @param memory MB; 0 for no limit
 * @param cpus 0 for no limit
 */
record Settings(
        String program,
        String image,
        Path scratch,
        Path cache,
        List<Bind> binds,
        boolean network,
        long memory,
        double cpus,
        Duration build,
        Duration start,
        boolean plainHttp,
        Options options) {

    /** @throws dev.talaria.api.sandbox.SandboxException CANNOT_START, if one of them is of no use */
    static Settings of(Map<String, Object> configured, SandboxSpec spec, Path home) {
        Options options = new Options(SingularityConfig.class, configured, spec);
        return new Settings(
                options.text("program"),
                options.text("image"),
                folder(options, "scratch", home.resolve("sandboxes/singularity")),
                folder(options, "cache", home.resolve("cache/singularity")),
                Bind.of(options),
                options.flag("network"),
                options.number("memory"),
                options.decimal("cpus"),
                Duration.ofMinutes(Math.max(1, options.number("buildMinutes"))),
                Duration.ofSeconds(Math.max(1, options.number("startSeconds"))),
                options.flag("plainHttp"),
                options);
    }

    private static Path folder(Options options, String key, Path standard) {
        String text = options.text(key);
        Path folder = text.isEmpty() ? standard : Path.of(text);
        if (!folder.isAbsolute() || folder.toString().matches("(?s).*[:,\"\\n].*")) {
            throw options.unusable(
                    key + " = '" + folder + "' is no absolute path without colons, commas and quotes",
                    "Set " + key + " to another folder.");
        }
        return folder;
    }

    boolean limited() {
        return memory > 0 || cpus > 0;
    }
}
