package dev.talaria.api.base;

/**
 * A place on a chat platform. Each message carries its own; nobody looks one up when a reply is sent, so a reply cannot
 * go to where somebody else has written meanwhile.
 *
 * @param platform for example {@code telegram}
 * @param account which of our accounts there, as configured, for example {@code work}
 * @param chat the platform's id of the chat
 * @param thread the platform's id of the thread in it; empty for none
 * @param replyTo the platform's id of the message that is answered; empty for none
 */
public record Address(String platform, String account, String chat, String thread, String replyTo) {
    public static Address of(String platform, String account, String chat) {
        return new Address(platform, account, chat, "", "");
    }

    public Address withThread(String value) {
        return new Address(platform, account, chat, value, replyTo);
    }

    public Address withReplyTo(String value) {
        return new Address(platform, account, chat, thread, value);
    }

    /** What is sent in one lane arrives in its order: one chat, or one thread of it. */
    public String lane() {
        return platform + ":" + account + "/" + chat + (thread.isEmpty() ? "" : "/" + thread);
    }

    /** As people read and type it. */
    @Override
    public String toString() {
        return lane();
    }
}
