package dev.talaria.testkit.gateway;

/** What a scripted platform does wrong with the next message that is sent to it. */
public enum PlatformFault {
    /** It takes nothing and says how long to wait: {@link ScriptedPlatform#RATE_LIMIT_WAIT}. */
    RATE_LIMIT,
    /** HTTP 503; it took nothing, and says so. */
    BUSY,
    /** HTTP 500, before it took the message. */
    FAIL_BEFORE,
    /** HTTP 500, although it took the message. */
    FAIL_AFTER,
    /** It cuts the connection before it took the message. */
    CUT_BEFORE,
    /** It cuts the connection when it has the message. */
    CUT_AFTER,
    /** HTTP 400: it will never take this message. */
    REFUSE,
    /** It takes the message and does not answer until {@link ScriptedPlatform#letGo}. */
    HANG_AFTER
}
