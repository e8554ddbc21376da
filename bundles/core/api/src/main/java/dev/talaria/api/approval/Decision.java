package dev.talaria.api.approval;

/**
 * What policy says of a call.
 *
 * @param effectClass the class that decided: of all effects of the call, the one with the strictest verdict
 * @param rule what decided: {@code table}, {@code floor}, or a rule of the operator or an earlier answer by its name
 * @param reason for the person or the model that reads it; empty for ALLOW by the table
 */
public record Decision(Verdict verdict, EffectClass effectClass, String rule, String reason) {
    public static final String TABLE = "table";
    public static final String FLOOR = "floor";

    /** ASK becomes DENY where nobody is there to answer. */
    public enum Verdict {
        ALLOW,
        ASK,
        DENY
    }
}
