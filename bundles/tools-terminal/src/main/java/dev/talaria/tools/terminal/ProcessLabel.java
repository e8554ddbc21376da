package dev.talaria.tools.terminal;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a background process carries with it, so that a Talaria that was started anew knows whose it is.
 *
 * @param command for people and models to recognise it; a long one without its middle
 * @param tellEnd whether its end is told
 * @param patterns lines with one of these are told
 */
record ProcessLabel(Owner owner, String command, boolean tellEnd, List<String> patterns) {
    private static final int LONGEST_COMMAND = 4_000;
    private static final String PATTERN = "pattern.";

    /** Who may see and stop it: the session that started it, and only for the person it was started for. */
    record Owner(String session, String principal) {}

    ProcessLabel {
        command = shortened(command);
        patterns = List.copyOf(patterns);
    }

    String text() {
        Properties properties = new Properties();
        properties.setProperty("session", owner.session());
        properties.setProperty("principal", owner.principal());
        properties.setProperty("command", command);
        properties.setProperty("tellEnd", Boolean.toString(tellEnd));
        for (int i = 0; i < patterns.size(); i++) {
            properties.setProperty(PATTERN + i, patterns.get(i));
        }
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Empty if it is none of ours: a detached command may have been started by another tool. */
    static Optional<ProcessLabel> parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        String session = properties.getProperty("session");
        String principal = properties.getProperty("principal");
        if (session == null || principal == null) {
            return Optional.empty();
        }
        List<String> patterns = new ArrayList<>();
        for (String pattern; (pattern = properties.getProperty(PATTERN + patterns.size())) != null; ) {
            patterns.add(pattern);
        }
        return Optional.of(new ProcessLabel(
                new Owner(session, principal),
                properties.getProperty("command", ""),
                Boolean.parseBoolean(properties.getProperty("tellEnd")),
                patterns));
    }

    private static String shortened(String command) {
        int half = LONGEST_COMMAND / 2;
        return command.length() <= LONGEST_COMMAND
                ? command
                : command.substring(0, half - 2) + " … " + PlainText.end(command, half - 2);
    }
}
