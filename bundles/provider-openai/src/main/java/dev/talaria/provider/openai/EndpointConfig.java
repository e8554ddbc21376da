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
            required = false,
            description =
                    "What the endpoint is: openrouter, nous, openai, ollama, llamacpp, vllm, sglang or lmstudio."
                            + " It gives the base URL, and the key's variable. Empty: told from the base URL, or any other. Counts from the next request.")
    String preset() default "";

    @AttributeDefinition(
            required = false,
            description =
                    "The URL before /chat/completions, usually ending in /v1. Empty: that of the preset. Counts from the next request.")
    String baseUrl() default "";

    @AttributeDefinition(
            required = false,
            description = "Where the key is, never the key itself: env:NAME or file:/path. Empty: the variable of the"
                    + " preset, at its own host only; else none is sent. Counts from the next request.")
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

    @AttributeDefinition(
            required = false,
            description = "How much a model thinks: none, minimal, low, medium, high or xhigh; not every model knows"
                    + " every level. Empty: it is not told. Counts from the next request.")
    String reasoningEffort() default "";

    @AttributeDefinition(
            description = "The pictures of one request together, in megabytes. Counts from the next request.")
    int maxImageMegabytes() default 20;

    @AttributeDefinition(
            required = false,
            description =
                    "OpenRouter: which of a model's providers goes first: price, throughput or latency. Counts from the next request.")
    String routingSort() default "";

    @AttributeDefinition(
            required = false,
            description = "OpenRouter: the only providers to use. Counts from the next request.")
    String[] routingOnly() default {};

    @AttributeDefinition(
            required = false,
            description = "OpenRouter: providers never to use. Counts from the next request.")
    String[] routingIgnore() default {};

    @AttributeDefinition(
            required = false,
            description = "OpenRouter: providers to try first, in this order. Counts from the next request.")
    String[] routingOrder() default {};

    @AttributeDefinition(
            description =
                    "OpenRouter: use only providers that know every field of the request. Counts from the next request.")
    boolean routingRequireParameters() default false;

    @AttributeDefinition(
            required = false,
            description =
                    "OpenRouter: providers that may keep what they are sent: allow or deny. Counts from the next request.")
    String routingDataCollection() default "";
}
