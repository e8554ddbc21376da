package dev.talaria.api.store;

/** A batch expected another state. Nothing of it was kept. */
public final class Conflict extends StoreException {
    private final String subject;
    private final long expected;
    private final long actual;

    /** @param subject the stream, {@code kind/key} of a record, or {@code outbox/key} */
    public Conflict(String subject, long expected, long actual) {
        super(
                Code.CONFLICT,
                subject + " is at " + actual + ", not at " + expected + " as expected",
                "Read it again and repeat the change.",
                null);
        this.subject = subject;
        this.expected = expected;
        this.actual = actual;
    }

    public String subject() {
        return subject;
    }

    public long expected() {
        return expected;
    }

    public long actual() {
        return actual;
    }
}
