package dev.talaria.api.gateway;

import java.util.Optional;

/**
 * What a platform tells of where a message was said and to whom. A connector fills it in as the platform says it; nothing
 * of it is ever guessed.
 *
 * @param kind of the chat; a thread belongs to its chat
 * @param space that the chat's id is unique in, such as a Slack workspace; empty where the id says all
 * @param chatName for people; empty where there is none
 * @param addressed whether it is meant for us: said in private, with a mention, as an answer to us, or as a command that
 *     names us
 * @param program whether a program wrote it
 * @param quoted the message that it answers
 * @param pressed what a button carried that the sender pressed instead of saying something; empty otherwise
 */
public record Origin(
        Kind kind,
        String space,
        String chatName,
        boolean addressed,
        boolean program,
        Optional<Quoted> quoted,
        String pressed) {

    /** Who hears what is said in a chat. */
    public enum Kind {
        /** The sender and we. */
        DIRECT,
        /** Several people. */
        GROUP,
        /** Whoever reads along, while few write. */
        CHANNEL
    }

    /**
     * An earlier message, as far as the platform shows it.
     *
     * @param text empty where it is not shown
     * @param ours whether we wrote it
     */
    public record Quoted(String id, String author, String text, boolean ours) {}

    /** Said in private by a person. */
    public static Origin direct() {
        return new Origin(Kind.DIRECT, "", "", true, false, Optional.empty(), "");
    }

    /** Said by a person to several. */
    public static Origin group(String chatName, boolean addressed) {
        return new Origin(Kind.GROUP, "", chatName, addressed, false, Optional.empty(), "");
    }

    public Origin withSpace(String value) {
        return new Origin(kind, value, chatName, addressed, program, quoted, pressed);
    }

    public Origin withQuoted(Quoted value) {
        return new Origin(kind, space, chatName, addressed, program, Optional.of(value), pressed);
    }

    public Origin withPressed(String value) {
        return new Origin(kind, space, chatName, addressed, program, quoted, value);
    }

    public Origin byProgram() {
        return new Origin(kind, space, chatName, addressed, true, quoted, pressed);
    }
}
