package dev.talaria.engine.usage;

/**
 * Tokens, sent and received together; 0 is no limit.
 *
 * @param reserve what a reply is taken to need before it is there
 */
public record TokenLimits(long perTurn, long perSession, long perPersonAndDay, long perDay, long reserve) {
    public static final TokenLimits NONE = new TokenLimits(0, 0, 0, 0, 4_096);
}
