package dev.talaria.api.model;

/**
 * One endpoint and key.
 *
 * @param name unique, for people to type: {@code openai}, {@code lab-vllm}
 * @param origin how it came to be here
 * @param location for messages: the base URL, or what stands in for it
 * @param notice said once per turn that uses it; empty for most
 */
public record ModelEndpoint(String name, Origin origin, String location, String notice) {

    /** How an endpoint came to be here; an earlier one is chosen before a later one. */
    public enum Origin {
        /** Somebody configured it. */
        CONFIGURED,
        /** Found in environment variables. */
        ENVIRONMENT,
        /** No model at all, but enough to try the rest. For people at a terminal only, and never a fallback. */
        STAND_IN
    }
}
