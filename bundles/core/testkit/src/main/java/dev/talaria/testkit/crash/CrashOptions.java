package dev.talaria.testkit.crash;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The runtime and how it is looked at.
 *
 * @param command starts the runtime in the foreground, for {@code sh -c}. It finds in its environment
 *     {@code CRASH_HOME}, {@code CRASH_PLATFORM_URL}, {@code CRASH_PLATFORM_TOKEN}, {@code CRASH_MODEL_URL},
 *     {@code CRASH_TOOL_FILE} and {@code CRASH_REPEAT_GUARD} ({@code NONCE} or {@code NONE})
 * @param folder an empty one, for the runtime's home and what is noted
 * @param commitFile the file in which the runtime commits
 * @param tool the tool that the model calls; it must not run twice, and adds a line with its number to CRASH_TOOL_FILE
 * @param arguments of the call, JSON; {@code {number}} and {@code {file}} are filled in
 * @param nonce whether the platform drops a second message with the same nonce
 * @param turnMillis a death at random comes within this time of a message
 * @param startMillis a second one comes within this time of a start
 * @param patience for the replies after a start
 */
public record CrashOptions(
        String command,
        Path folder,
        Path commitFile,
        String tool,
        String arguments,
        boolean nonce,
        int turnMillis,
        int startMillis,
        Duration patience) {

    /** Talaria, with the tool and the connector that it is tested with. */
    public static CrashOptions talaria(String command, Path folder, boolean nonce) {
        return new CrashOptions(
                command,
                folder,
                folder.resolve("home/store/talaria.db-wal"),
                "count",
                "{\"number\":{number}}",
                nonce,
                1_500,
                8_000,
                Duration.ofSeconds(120));
    }

    public CrashOptions withCommitFile(Path file) {
        return new CrashOptions(command, folder, file, tool, arguments, nonce, turnMillis, startMillis, patience);
    }

    public CrashOptions withTool(String name, String json) {
        return new CrashOptions(command, folder, commitFile, name, json, nonce, turnMillis, startMillis, patience);
    }
}
