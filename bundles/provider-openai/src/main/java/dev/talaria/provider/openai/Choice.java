package dev.talaria.provider.openai;

import java.util.List;

/** Checks values of configurations that are one of a few words. */
final class Choice {
    private Choice() {}

    /**
     * @param name of the key
     * @return the word; empty if the text is
     * @throws IllegalArgumentException naming the key and what is allowed
     */
    static String of(String name, String text, String... allowed) {
        String word = text.strip();
        if (!word.isEmpty() && !List.of(allowed).contains(word)) {
            throw new IllegalArgumentException(
                    name + " is '" + word + "'; it must be one of " + String.join(", ", allowed) + ", or left out");
        }
        return word;
    }
}
