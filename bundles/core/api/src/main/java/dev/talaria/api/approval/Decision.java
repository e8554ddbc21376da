package dev.talaria.api.approval;

/**
 * What policy says of a call.
 *
 * @param reason for the person or the model that reads it; empty for ALLOW
 */
public record Decision(Verdict verdict, String reason) {

    /** ASK becomes DENY where nobody is there to answer. */
    public enum Verdict {
        ALLOW,
        ASK,
        DENY
    }

    public static Decision allow() {
        return new Decision(Verdict.ALLOW, "");
    }

    public static Decision ask(String reason) {
        return new Decision(Verdict.ASK, reason);
    }

    public static Decision deny(String reason) {
        return new Decision(Verdict.DENY, reason);
    }
}
