package dev.talaria.api.health;

/**
 * How one thing does.
 *
 * @param cause what was seen: one sentence, with the place and the figures
 * @param remedy what to do: one or two sentences, with the command to type; empty if there is nothing to do
 */
public record Health(State state, String cause, String remedy) {

    /** The better comes first. */
    public enum State {
        OK,
        /** It works, but somebody should look at it. */
        DEGRADED,
        /** It does not work. */
        DOWN
    }

    public static Health ok(String cause) {
        return new Health(State.OK, cause, "");
    }

    public static Health degraded(String cause, String remedy) {
        return new Health(State.DEGRADED, cause, remedy);
    }

    public static Health down(String cause, String remedy) {
        return new Health(State.DOWN, cause, remedy);
    }
}
