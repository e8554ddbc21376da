package dev.talaria.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A .properties or .cfg file as entries in their order, each with its text as written and the comments above it.
 *
 * @param trailer the lines after the last entry
 */
record PropertiesDocument(List<Entry> entries, String trailer) {

    /**
     * @param comments the comment and blank lines above the entry, as written
     * @param text the entry's lines, as written
     * @param value what a reader of the file gets for the key
     */
    record Entry(String comments, String key, String text, String value) {
        Entry withComments(String replacement) {
            return new Entry(replacement, key, text, value);
        }
    }

    static PropertiesDocument parse(String content) {
        List<Entry> entries = new ArrayList<>();
        StringBuilder comments = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (String line : content.lines().toList()) {
            if (text.isEmpty() && isComment(line)) {
                comments.append(line).append('\n');
                continue;
            }
            text.append(line).append('\n');
            if (!isContinued(line)) {
                entries.add(entry(comments.toString(), text.toString()));
                comments.setLength(0);
                text.setLength(0);
            }
        }
        if (!text.isEmpty()) {
            entries.add(entry(comments.toString(), text.toString()));
            comments.setLength(0);
        }
        return new PropertiesDocument(List.copyOf(entries), comments.toString());
    }

    private static boolean isComment(String line) {
        String stripped = line.stripLeading();
        return stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith("!");
    }

    private static boolean isContinued(String line) {
        int last = line.length();
        while (last > 0 && line.charAt(last - 1) == '\\') {
            last--;
        }
        return (line.length() - last) % 2 == 1;
    }

    private static Entry entry(String comments, String text) {
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            // A malformed \\u escape: compare the line as it stands.
            return new Entry(comments, text.strip(), text, text.strip());
        }
        String key = parsed.stringPropertyNames().iterator().next();
        return new Entry(comments, key, text, parsed.getProperty(key));
    }

    /** The entries by key; of a key that stands twice, the last, as a reader of the file would have it. */
    Map<String, Entry> byKey() {
        Map<String, Entry> byKey = new LinkedHashMap<>();
        entries.forEach(entry -> byKey.put(entry.key(), entry));
        return byKey;
    }

    String render() {
        StringBuilder content = new StringBuilder();
        entries.forEach(entry -> content.append(entry.comments()).append(entry.text()));
        return content.append(trailer).toString();
    }
}
