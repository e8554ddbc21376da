package dev.talaria.engine.text;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line {@code PATTERN key=value …} that says something about all names which the pattern fits. Of several lines, the
 * first counts that fits and has the key.
 */
public record KeyedLine(Glob pattern, Map<String, String> values) {
    public KeyedLine {
        values = Map.copyOf(values);
    }

    /**
     * @param keys that there are
     * @throws IllegalArgumentException saying what is wrong with the line
     */
    public static KeyedLine parse(String line, List<String> keys) {
        String[] words = line.strip().split("\\s+");
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (equals <= 0 || equals == word.length() - 1 || !keys.contains(key)) {
                throw new IllegalArgumentException("'" + line.strip() + "': '" + word
                        + "' is not KEY=VALUE with a key of " + String.join(", ", keys));
            }
            values.put(key, word.substring(equals + 1));
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + line.strip() + "' says nothing: it needs KEY=VALUE after the pattern");
        }
        return new KeyedLine(new Glob(words[0]), values);
    }

    /** The first of the lines that fits and has the key. */
    public static Optional<KeyedLine> first(List<KeyedLine> lines, String name, String key) {
        return lines.stream()
                .filter(line -> line.values.containsKey(key) && line.pattern.matches(name))
                .findFirst();
    }

    /**
     * The whole number at the key; 0 if the line has none.
     *
     * @throws IllegalArgumentException if it is no number from 0
     */
    public long count(String key) {
        String text = values.getOrDefault(key, "0");
        try {
            long count = Long.parseLong(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(key + "=" + text + " is no whole number from 0");
    }

    /**
     * The decimal number at the key.
     *
     * @throws IllegalArgumentException if it is no number from 0
     */
    public Optional<BigDecimal> amount(String key) {
        String text = values.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            BigDecimal amount = new BigDecimal(text);
            if (amount.signum() >= 0) {
                return Optional.of(amount);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(key + "=" + text + " is no amount, such as 0.25");
    }
}
