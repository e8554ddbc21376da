package dev.talaria.sandbox.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The scripts of this package, and the words that run one. */
public final class Scripts {
    static final String RUN = resource("run.sh");
    static final String KILL = resource("kill.sh");
    static final String FILES = resource("files.sh");
    /** Runs one detached command and keeps its output and its end; see its first lines. */
    public static final String DETACHED = resource("detached.sh");

    static final String PROCESSES = resource("processes.sh");

    private Scripts() {}

    /** Words that run a script, which sees the arguments as {@code $1} and so on. */
    static List<String> words(String script, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("bash", "--noprofile", "--norc", "-c", script, "talaria"));
        words.addAll(arguments);
        return words;
    }

    private static String resource(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in this bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
