package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.Exec.Launch;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How a program is started on a host: its words and its environment are a bash script that is sent as the first bytes of
 * its standard input. So nobody sees the environment in the list of processes, no other shell than bash takes the words
 * apart, and they may be as long as Linux allows.
 *
 * <p>The script says {@link #mark} when it begins; what was printed before is of the account's login files.
 */
record Header(byte[] bytes, byte[] mark) {
    /** Exit code if the sandbox's directory is gone. */
    static final int NO_DIRECTORY = 126;

    /** The command for the server; whatever login shell the account has takes it apart the same way. */
    String command() {
        return "exec bash --noprofile --norc -c 'LC_ALL=C read -rN \"$1\" h; eval \"$h\"' talaria " + bytes.length;
    }

    /**
     * @param directory where it is started; empty for the account's home
     * @throws SandboxException if a variable has a name that no shell takes
     */
    static Header of(Launch launch, String directory) {
        String nonce = UUID.randomUUID().toString();
        StringBuilder script = new StringBuilder();
        script.append(launch.terminal() ? "stty icanon isig iexten echo icrnl ixon\n" : "exec 2>/dev/null\n");
        if (!directory.isEmpty()) {
            script.append("builtin cd -- ")
                    .append(quoted(directory))
                    .append(" || exit ")
                    .append(NO_DIRECTORY)
                    .append('\n');
        }
        for (Map.Entry<String, String> variable : new TreeMap<>(launch.environment()).entrySet()) {
            if (!variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new SandboxException(
                        SandboxException.Code.CANNOT_START,
                        "'" + variable.getKey() + "' is no name of an environment variable.",
                        "Use letters, digits and underscores.",
                        null);
            }
            script.append("export ").append(variable.getKey()).append('=').append(quoted(variable.getValue()));
            script.append('\n');
        }
        script.append("printf '\\036").append(nonce).append("\\036'\nexec");
        launch.words().forEach(word -> script.append(' ').append(quoted(word)));
        script.append('\n');
        return new Header(
                script.toString().getBytes(StandardCharsets.UTF_8),
                ("\036" + nonce + "\036").getBytes(StandardCharsets.US_ASCII));
    }

    /** As bash reads it, without any control character: a terminal would act on those. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append("$'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c == '\n') {
                quoted.append("\\n");
            } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format("\\%03o", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('\'').toString();
    }
}
