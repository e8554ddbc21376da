package dev.talaria.api.model;

import dev.talaria.api.base.Blob;

/**
 * One part of a message. Variants may grow: switch on {@link #kind()}, exhaustively in the engine, with
 * {@code default} in plug-ins.
 */
public sealed interface Content {
    Kind kind();

    /** The variants. */
    enum Kind {
        TEXT,
        IMAGE,
        REASONING,
        TOOL_USE,
        TOOL_OUTPUT
    }

    /** Plain text or markdown. */
    record Text(String text) implements Content {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /**
     * A picture, of a person; a model that takes none is not sent it.
     *
     * @param mediaType {@code image/png}, {@code image/jpeg}, {@code image/webp} or {@code image/gif}
     */
    record Image(String mediaType, Blob data) implements Content {
        @Override
        public Kind kind() {
            return Kind.IMAGE;
        }
    }

    /**
     * What the model thought before it answered.
     *
     * @param provider who gave the proof; another provider leaves it out
     * @param proof what that provider wants back unchanged with the text, such as a signature or the thought in encrypted
     *     form; opaque; empty if there is none
     */
    record Reasoning(String text, String provider, String proof) implements Content {
        /** Without a proof. */
        public Reasoning(String text) {
            this(text, "", "");
        }

        @Override
        public Kind kind() {
            return Kind.REASONING;
        }
    }

    /**
     * The model wants a tool called.
     *
     * @param id pairs the use with its {@link ToolOutput}
     * @param rawArguments the model's own text, byte for byte, valid JSON or not; this is what is replayed
     */
    record ToolUse(String id, String name, String rawArguments) implements Content {
        @Override
        public Kind kind() {
            return Kind.TOOL_USE;
        }
    }

    /**
     * What came of a {@link ToolUse}.
     *
     * @param failed whether the text is an error
     */
    record ToolOutput(String id, String text, boolean failed) implements Content {
        @Override
        public Kind kind() {
            return Kind.TOOL_OUTPUT;
        }
    }
}
