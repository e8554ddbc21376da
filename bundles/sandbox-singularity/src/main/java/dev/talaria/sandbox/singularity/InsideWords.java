package dev.talaria.sandbox.singularity;

import dev.talaria.sandbox.support.Exec.Launch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the client is given so that exactly the wanted words run with exactly the wanted variables. The program would
 * evaluate the values of variables as a shell does, and show an unwanted standard error; the JDK would write arguments in
 * the character set of the host.
 *
 * @param utf8 whether the host's character set takes all characters
 */
record InsideWords(boolean utf8) {
    private static final String VARIABLE = "TALARIA_LAUNCH";
    private static final String TERMINAL = "TALARIA_TERMINAL";

    /** Bytes of the variables come as _XX; of the words, where they are coded, in the way of printf. */
    private static final String BEGIN = "printf -v t %b \"${" + VARIABLE + "//_/\\\\x}\"; unset -v " + VARIABLE
            + " PROMPT_COMMAND LD_LIBRARY_PATH; eval \"$t\"; unset -v t; ";

    private static final String PLAIN = BEGIN + "exec \"$@\" 2>/dev/null";
    private static final String CODED =
            BEGIN + "a=(); for w; do printf -v w %b \"$w\"; a+=(\"$w\"); done; exec \"${a[@]}\" 2>/dev/null";

    private static final String RESIZE = "for p in /proc/[0-9]*; do"
            + " grep -qzxF -- \"$1\" \"$p/environ\" 2>/dev/null || continue;"
            + " [[ $(readlink \"$p/fd/0\") == /dev/pts/* ]] || continue;"
            + " stty rows \"$2\" cols \"$3\" <\"$p/fd/0\" && exit; done";

    /**
     * @param terminal what finds the terminal again; empty without one
     */
    record Prepared(List<String> words, Map<String, String> environment, String terminal) {}

    static InsideWords ofThisHost() {
        return new InsideWords("UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")));
    }

    Prepared of(Launch launch) {
        Map<String, String> variables = new HashMap<>(launch.environment());
        variables.putIfAbsent("HOME", Instance.HOME);
        String terminal = launch.terminal() ? UUID.randomUUID().toString() : "";
        List<String> wanted = launch.words();
        if (launch.terminal()) {
            variables.put(TERMINAL, terminal);
            wanted = inTerminal(launch);
        }
        boolean coded = !utf8 && !wanted.stream().allMatch(InsideWords::isAscii);
        List<String> words =
                new ArrayList<>(List.of("bash", "--noprofile", "--norc", "-c", coded ? CODED : PLAIN, "talaria"));
        for (String word : wanted) {
            words.add(coded ? coded(word) : word);
        }
        StringBuilder exports = new StringBuilder();
        variables.forEach((name, value) -> exports.append("export ")
                .append(name)
                .append('=')
                .append(quoted(value))
                .append(';'));
        return new Prepared(words, Program.inside(VARIABLE, underscored(exports.toString())), terminal);
    }

    /** As in sandbox-local, but the terminal is made inside: there it has a name, and is the session's own. */
    private static List<String> inTerminal(Launch launch) {
        StringBuilder line = new StringBuilder("stty rows " + launch.rows() + " cols " + launch.columns() + "; exec");
        launch.words().forEach(word -> line.append(' ').append(quoted(word)));
        return List.of(
                "bash",
                "--noprofile",
                "--norc",
                "-c",
                "type -P script >/dev/null || { printf 'A terminal needs script(1) in the image (on Debian its package"
                        + " bsdutils).\\n'; exit 127; }; exec script -qefc \"$1\" /dev/null",
                "talaria",
                line.toString());
    }

    static List<String> resize(String terminal, int rows, int columns) {
        return List.of(
                "bash",
                "--noprofile",
                "--norc",
                "-c",
                RESIZE,
                "talaria",
                TERMINAL + "=" + terminal,
                Integer.toString(rows),
                Integer.toString(columns));
    }

    private static boolean isAscii(String word) {
        return word.chars().allMatch(c -> c < 0x80);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String underscored(String text) {
        StringBuilder result = new StringBuilder(text.length() * 2);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z') {
                result.append((char) b);
            } else {
                result.append(String.format("_%02x", b & 0xff));
            }
        }
        return result.toString();
    }

    private static String coded(String word) {
        StringBuilder result = new StringBuilder(word.length() * 2);
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            if (b == '\\') {
                result.append("\\\\");
            } else if (b >= 0) {
                result.append((char) b);
            } else {
                result.append(String.format("\\x%02x", b & 0xff));
            }
        }
        return result.toString();
    }
}
