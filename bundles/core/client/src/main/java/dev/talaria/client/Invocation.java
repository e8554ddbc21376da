package dev.talaria.client;

import dev.talaria.attach.Hello;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the script found out before it became this process.
 *
 * @param words the command line, the command's name first
 * @param home the user's directory, absolute
 * @param script the script itself, which starts an instance
 * @param version of the distribution
 * @param input whether standard input is a terminal
 * @param output whether standard output is a terminal
 * @param error whether standard error is a terminal
 */
record Invocation(
        List<String> words, Path home, String script, String version, boolean input, boolean output, boolean error) {

    static Invocation of(String[] arguments) {
        String terminals = System.getProperty("talaria.terminals", "");
        return new Invocation(
                List.of(arguments),
                configuredHome(),
                System.getProperty("talaria.script", "talaria"),
                System.getProperty("talaria.version", "unknown"),
                terminals.indexOf('0') >= 0,
                terminals.indexOf('1') >= 0,
                terminals.indexOf('2') >= 0);
    }

    String command() {
        return words.get(0);
    }

    /** The same with another command, which has no words of its own. */
    Invocation as(String command) {
        return new Invocation(List.of(command), home, script, version, input, output, error);
    }

    Hello hello(TerminalSize size) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : Hello.VARIABLES) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        for (String name : Hello.SETTINGS) {
            String value = System.getenv(name);
            if (value != null && !value.isEmpty()) {
                environment.put(name, Hello.fingerprint(value));
            }
        }
        String terminal = input || output || error ? environment.getOrDefault("TERM", "dumb") : "";
        return new Hello(
                version,
                words,
                System.getProperty("user.dir"),
                terminal,
                size.columns(),
                size.rows(),
                input,
                output,
                error,
                environment);
    }

    /** As the launcher does it: {@code TALARIA_HOME}, by default {@code ~/.talaria}. */
    private static Path configuredHome() {
        String configured = System.getenv("TALARIA_HOME");
        Path home = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".talaria")
                : Path.of(configured);
        return home.toAbsolutePath().normalize();
    }
}
