package dev.talaria.api.model;

/** Who goes first where an endpoint takes only so many requests at a time. */
public enum Urgency {
    /** A person waits for the answer. */
    HUMAN,
    /** Nobody waits: jobs, batches. */
    BACKGROUND
}
