package dev.talaria.sandbox.local;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a command sees of the host's environment: no keys, and nothing that changes what bash itself does.
 *
 * <p>This keeps secrets out of the environment of commands, not out of their reach: a command runs as the user that
 * runs Talaria, and on Linux may read {@code /proc/<pid>/environ} of every process of that user, Talaria's own among
 * them. Only a sandbox with isolation, or a Talaria that was started without secrets in its environment, keeps them
 * from a command that looks there.
 */
final class CommandEnvironment {
    /** Anything named like a secret, whoever its owner is. */
    private static final Pattern SECRET = Pattern.compile(
            ".*(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PASSCODE|CREDENTIALS?|COOKIE|WEBHOOK|BEARER|JWT"
                    + "|_PASS|_PWD|_PAT|_DSN|_PIN|_AUTH|_SID)"
                    + "(?:_(?:ID|FILE|JSON|BASE64|URL|CONFIG|VALUE|PATH|\\d+))?"
                    + "|PASS|PASSFILE|PGPASSFILE|BW_SESSION|OP_SESSION_.*"
                    + "|.*(?:DATABASE|REDIS|MONGO(?:DB)?|POSTGRES(?:QL)?"
                    + "|MYSQL|AMQP|RABBITMQ|SMTP|PG)_?UR[IL]|(?:MODAL|TALARIA|HERMES|OPENCLAW|CLAWDBOT|MOLTBOT)_.*");

    /** What is a secret under any name: keys by the beginnings that their makers gave them, and passwords in text. */
    private static final Pattern SECRET_VALUE = Pattern.compile(
            "(?:sk-|gh[opsur]_|github_pat_|glpat-|xox[abprs]-|xapp-|AKIA|AIza"
                    + "|hf_|gsk_|xai-|npm_|eyJ[A-Za-z0-9_-]+\\.|-----BEGIN )\\S.*"
                    + "|.*://[^/\\s:@]*:[^/\\s@]+@.*|(?i:.*(?:password|passwd|secret|token|api[_-]?key)[=:]\\S.*)",
            Pattern.DOTALL);

    /** Where providers and chats are and what routes to them: no secrets, but nothing that a command needs. */
    private static final Set<String> PRIVATE = Set.of(
            "OPENAI_BASE_URL",
            "OPENAI_API_BASE",
            "OPENAI_ORG_ID",
            "OPENAI_ORGANIZATION",
            "OPENAI_PROJECT",
            "ANTHROPIC_BASE_URL",
            "AZURE_OPENAI_ENDPOINT",
            "GEMINI_BASE_URL",
            "OPENROUTER_BASE_URL",
            "OLLAMA_HOST",
            "AWS_BEARER_TOKEN_BEDROCK",
            "DATABASE_URL",
            "REDIS_URL",
            "TELEGRAM_HOME_CHANNEL",
            "TELEGRAM_ALLOWED_USERS",
            "DISCORD_HOME_CHANNEL",
            "DISCORD_ALLOWED_USERS",
            "DISCORD_WEBHOOK_URL",
            "SLACK_HOME_CHANNEL",
            "SLACK_ALLOWED_USERS",
            "SLACK_WEBHOOK_URL",
            "WHATSAPP_ALLOWED_USERS",
            "SIGNAL_ACCOUNT",
            "MATRIX_USER_ID",
            "EMAIL_ADDRESS",
            "SUDO_ASKPASS");

    /** What would make bash run or mean something that is not in the script. */
    private static final Set<String> SHELL = Set.of(
            "BASH_ENV",
            "ENV",
            "SHELLOPTS",
            "BASHOPTS",
            "BASH_XTRACEFD",
            "PROMPT_COMMAND",
            "PS4",
            "IFS",
            "CDPATH",
            "GLOBIGNORE",
            "EXECIGNORE",
            "POSIXLY_CORRECT",
            "LD_PRELOAD",
            "LD_AUDIT");

    /** For a command with a terminal, over the rest. */
    static final Map<String, String> TERMINAL = Map.of("TERM", "xterm");

    private static final Map<String, String> FIXED = Map.of("TERM", "dumb", "PAGER", "cat", "GIT_PAGER", "cat");

    private CommandEnvironment() {}

    static Map<String, String> of(Map<String, String> host) {
        Map<String, String> result = new TreeMap<>();
        host.forEach((name, value) -> {
            if (isAllowed(name) && !SECRET_VALUE.matcher(value).matches()) {
                result.put(name, value);
            }
        });
        result.computeIfPresent("PATH", (name, path) -> String.join(":", absoluteEntries(path)));
        result.putAll(FIXED);
        return result;
    }

    private static boolean isAllowed(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean function = upper.startsWith("BASH_FUNC_") || name.contains("%") || name.contains("(");
        return !function
                && !SHELL.contains(upper)
                && !PRIVATE.contains(upper)
                && !SECRET.matcher(upper).matches();
    }

    /** Entries that are relative or empty would let the directory of a command choose the programs. */
    static List<String> absoluteEntries(String path) {
        return Arrays.stream(path.split(":"))
                .filter(entry -> entry.startsWith("/"))
                .collect(Collectors.toList());
    }
}
