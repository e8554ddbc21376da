package dev.talaria.provider.anthropic;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of one endpoint, factory PID {@code dev.talaria.provider.anthropic}. */
@ObjectClassDefinition(
        name = "Talaria: Anthropic endpoint",
        description = "One base URL and key that speaks the Anthropic Messages API")
public @interface EndpointConfig {
    @AttributeDefinition(
            description = "The endpoint's name, unique, for people to type: claude. Counts from the next request.")
    String name();

    @AttributeDefinition(
            required = false,
            description = "The URL before /v1/messages; with /v1 or without. Counts from the next request.")
    String baseUrl() default "https://api.anthropic.com";

    @AttributeDefinition(
            required = false,
            description =
                    "Where the key is, never the key itself: env:NAME or file:/path. Empty: none is sent. Counts from the next request.")
    String apiKey() default "";

    @AttributeDefinition(
            required = false,
            description = "The model when nobody names one. Empty: the first listed. Counts from the next request.")
    String defaultModel() default "";

    @AttributeDefinition(
            description = "How long a reply may be, thinking included, in tokens. Counts from the next request.")
    int maxOutputTokens() default 16_384;

    @AttributeDefinition(
            required = false,
            description = "Whether models are asked to think: off, adaptive (the model decides how much) or budget."
                    + " A model that knows only the other way is asked in that way."
                    + " Empty: budget if thinkingBudgetTokens is set, else off. Counts from the next request.")
    String thinking() default "";

    @AttributeDefinition(
            required = false,
            description =
                    "How much a model takes upon itself: low, medium, high, xhigh or max; not every model has all."
                            + " Empty: not sent. Nor is it sent to models older than 4.6. Counts from the next request.")
    String effort() default "";

    @AttributeDefinition(
            description = "How much of a reply may be thinking, in tokens, for models that want to be told:"
                    + " at least 1024, or 0: those do not think. Counts from the next request.")
    int thinkingBudgetTokens() default 0;

    @AttributeDefinition(
            description =
                    "How large the pictures of one request may be together, in megabytes. Counts from the next request.")
    int maxImageMegabytes() default 20;

    @AttributeDefinition(
            description =
                    "How long the endpoint caches a prefix: 5m, or 1h at a higher price. Counts from the next request.")
    String cacheTtl() default "5m";

    @AttributeDefinition(
            description = "Among configured endpoints, the higher one is chosen first. Counts from the next request.")
    int service_ranking() default 100;

    @AttributeDefinition(description = "How long a connection may take, in seconds. Counts from the next request.")
    int connectTimeoutSeconds() default 10;

    @AttributeDefinition(
            description = "How long the endpoint may send nothing, in seconds. Counts from the next request.")
    int idleTimeoutSeconds() default 120;

    @AttributeDefinition(description = "How long one reply may take in all, in seconds. Counts from the next request.")
    int totalTimeoutSeconds() default 1800;

    @AttributeDefinition(description = "The longest line of a stream, in kilobytes. Counts from the next request.")
    int maxLineKilobytes() default 1024;

    @AttributeDefinition(description = "The largest reply, in megabytes. Counts from the next request.")
    int maxReplyMegabytes() default 32;
}
