package dev.talaria.api.store;

/** Where an outbox row stands. */
public enum OutboxState {
    /** Waits until its time. */
    PENDING,
    /** A worker holds it until its lease ends. */
    CLAIMED,
    SENT,
    /** The send began and nobody saw its end. */
    UNKNOWN,
    /** Given up. */
    DEAD
}
