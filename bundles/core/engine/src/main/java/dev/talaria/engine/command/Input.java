package dev.talaria.engine.command;

/**
 * What a command reads from its standard input.
 *
 * @param text for TEXT and NAMES what is known of it
 */
record Input(Type type, Argument text) {
    enum Type {
        NOTHING,
        /** What another command writes, or a file has. */
        STREAM,
        /** Names of files of the workspace; the text is a glob for them. */
        NAMES,
        /** What the script itself has. */
        TEXT
    }

    static final Input NOTHING = new Input(Type.NOTHING, Argument.known(""));
    static final Input STREAM = new Input(Type.STREAM, Argument.one(""));

    static Input of(Argument text) {
        return new Input(Type.TEXT, text);
    }
}
