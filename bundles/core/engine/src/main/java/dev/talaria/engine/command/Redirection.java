package dev.talaria.engine.command;

import org.jspecify.annotations.Nullable;

/**
 * A redirection.
 *
 * @param word the file or descriptor; for here-strings the text
 * @param document for here-documents
 */
record Redirection(
        Type type, String descriptor, Word word, @Nullable HereDocument document) {
    enum Type {
        INPUT("< "),
        OUTPUT("> "),
        BOTH("<> "),
        /** {@code >&} and {@code <&}: mostly another descriptor, but {@code >&file} is an output. */
        DUPLICATE(">&"),
        /** A here-document or here-string. */
        TEXT("<<< ");

        private final String sign;

        Type(String sign) {
            this.sign = sign;
        }

        /** For people. */
        String sign() {
            return sign;
        }
    }

    Redirection(Type type, String descriptor, Word word) {
        this(type, descriptor, word, null);
    }

    Word target() {
        return document == null ? word : document.text();
    }

    boolean isStandardInput() {
        return descriptor.isEmpty() || descriptor.equals("0");
    }
}
