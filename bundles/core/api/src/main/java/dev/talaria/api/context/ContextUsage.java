package dev.talaria.api.context;

/**
 * How full the context of a session is.
 *
 * @param tokens of the next request, at least: what the model counted last, and an estimate of what came since
 * @param counted how many of them the model counted; 0 if it has not been asked yet
 * @param window what the model takes, in tokens; 0 if nobody knows
 * @param threshold where the conversation is made shorter, in tokens; 0 if nobody knows the window
 * @param compactions so far
 */
public record ContextUsage(long tokens, long counted, long window, long threshold, int compactions) {}
