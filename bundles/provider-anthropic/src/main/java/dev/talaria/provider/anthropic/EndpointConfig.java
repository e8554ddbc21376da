package dev.talaria.provider.anthropic;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of one endpoint, factory PID {@code dev.talaria.provider.anthropic}. */
@ObjectClassDefinition(
        name = "Talaria: Anthropic endpoint",
        description = "One base URL and key that speaks the Anthropic Messages API")
public @interface EndpointConfig {
    @AttributeDefinition(description = "The endpoint's name, unique, for people to type: claude")
    String name();

    @AttributeDefinition(required = false, description = "The URL before /v1/messages; with /v1 or without")
    String baseUrl() default "https://api.anthropic.com";

    @AttributeDefinition(
            required = false,
            description = "Where the key is, never the key itself: env:NAME or file:/path. Empty: none is sent.")
    String apiKey() default "";

    @AttributeDefinition(required = false, description = "The model when nobody names one. Empty: the first listed.")
    String defaultModel() default "";

    @AttributeDefinition(description = "How long a reply may be, thinking included, in tokens")
    int maxOutputTokens() default 16_384;

    @AttributeDefinition(
            description = "How much of it may be thinking, in tokens: at least 1024, or 0 for no thinking."
                    + " Not every model has it.")
    int thinkingBudgetTokens() default 0;

    @AttributeDefinition(description = "How long the endpoint caches a prefix: 5m, or 1h at a higher price")
    String cacheTtl() default "5m";

    @AttributeDefinition(description = "Among configured endpoints, the higher one is chosen first.")
    int service_ranking() default 100;

    @AttributeDefinition(description = "How long a connection may take, in seconds")
    int connectTimeoutSeconds() default 10;

    @AttributeDefinition(description = "How long the endpoint may send nothing, in seconds")
    int idleTimeoutSeconds() default 120;

    @AttributeDefinition(description = "How long one reply may take in all, in seconds")
    int totalTimeoutSeconds() default 1800;

    @AttributeDefinition(description = "The longest line of a stream, in kilobytes")
    int maxLineKilobytes() default 1024;

    @AttributeDefinition(description = "The largest reply, in megabytes")
    int maxReplyMegabytes() default 32;
}
