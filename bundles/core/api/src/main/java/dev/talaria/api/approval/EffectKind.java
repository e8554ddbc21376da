package dev.talaria.api.approval;

/** What a tool call can do to the world. */
public enum EffectKind {
    /** Reads the resource. */
    READ,
    /** Changes the resource. */
    WRITE,
    /** Runs a program in a sandbox; overlaps everything in that sandbox. */
    EXECUTE,
    /** Talks to a host. */
    NETWORK,
    /** Sends a message to a person or a chat. */
    MESSAGE,
    /** Spends money. */
    SPEND,
    /** Starts another agent. */
    DELEGATE,
    /** Changes Talaria itself. */
    CONFIGURE
}
