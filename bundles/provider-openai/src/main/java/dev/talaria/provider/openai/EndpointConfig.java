package dev.talaria.provider.openai;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of one endpoint, factory PID {@code dev.talaria.provider.openai}. */
@ObjectClassDefinition(
        name = "Talaria: OpenAI-compatible endpoint",
        description =
                "One base URL and key that speaks OpenAI chat completions: OpenAI, OpenRouter, vLLM, llama.cpp, …")
public @interface EndpointConfig {
    @AttributeDefinition(
            description = "The endpoint's name, unique, for people to type: lab-vllm. Counts from the next request.")
    String name();

    @AttributeDefinition(
            description = "The URL before /chat/completions, usually ending in /v1. Counts from the next request.")
    String baseUrl();

    @AttributeDefinition(
            required = false,
            description =
                    "Where the key is, never the key itself: env:NAME or file:/path. Empty: none is sent. Counts from the next request.")
    String apiKey() default "";

    @AttributeDefinition(
            required = false,
            description =
                    "Further headers, each as 'Name: value'. Sent as written: no place for secrets. Counts from the next request.")
    String[] headers() default {};

    @AttributeDefinition(
            required = false,
            description = "The models to offer. Empty: what GET /models lists. Counts from the next request.")
    String[] models() default {};

    @AttributeDefinition(
            required = false,
            description = "The model when nobody names one. Empty: the first. Counts from the next request.")
    String defaultModel() default "";

    @AttributeDefinition(
            required = false,
            description = "The protocol: chat (completions), responses, or auto: responses at OpenAI for models that"
                    + " need it, else chat. Counts from the next request.")
    String api() default "auto";

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
