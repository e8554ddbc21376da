package dev.talaria.api.interact;

/**
 * What came of a question.
 *
 * @param choice the id of the choice; empty unless ANSWERED
 */
public record Answer(Outcome outcome, String choice) {

    public enum Outcome {
        ANSWERED,
        /** Nobody answered in time. */
        EXPIRED,
        /** The turn was stopped. */
        CANCELLED,
        /** Nobody is there who could answer. */
        UNATTENDED
    }

    public static Answer chosen(String choice) {
        return new Answer(Outcome.ANSWERED, choice);
    }

    public static Answer none(Outcome outcome) {
        return new Answer(outcome, "");
    }

    public boolean is(String choiceId) {
        return outcome == Outcome.ANSWERED && choice.equals(choiceId);
    }
}
