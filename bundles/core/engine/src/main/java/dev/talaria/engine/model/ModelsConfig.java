package dev.talaria.engine.model;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of PID {@code dev.talaria.models}. A change counts from the next request on. */
@ObjectClassDefinition(
        name = "Talaria models",
        description = "Which model a turn uses that names none, and how models are asked.")
public @interface ModelsConfig {
    @AttributeDefinition(
            description = "endpoint, endpoint/model or a model's name; empty: a configured endpoint, else the"
                    + " environment's, else the offline stand-in. Counts from the next request.")
    String defaultModel() default "";

    @AttributeDefinition(
            description =
                    "Models to ask when the chosen one fails, endpoint/model each, in this order. Counts from the next request.")
    String[] fallback() default {};

    @AttributeDefinition(
            description = "Models for tasks beside the conversation, TASK=endpoint/model each; tasks are compaction,"
                    + " title, vision and approval. Without one, the turn's own model; without one for title, nobody is"
                    + " asked for titles. Counts from the next request.")
    String[] taskModels() default {};

    @AttributeDefinition(
            description = "What is known of models, 'ENDPOINT/MODEL key=value …' each, with * in the name; keys are"
                    + " context, maxOutput, images (yes or no), and in US dollars per million tokens inputPrice,"
                    + " cachedPrice, cacheWritePrice, outputPrice. Counts from the next request.")
    String[] knownModels() default {};

    @AttributeDefinition(
            description = "What endpoints may be asked, 'ENDPOINT key=value …' each, with * in the name; keys are"
                    + " concurrent, requestsPerMinute, tokensPerMinute. Counts from the next request.")
    String[] endpointLimits() default {};

    @AttributeDefinition(
            description =
                    "Tries after the first, of one endpoint, where a failure may pass. Counts from the next request.",
            min = "0")
    int retries() default 3;

    @AttributeDefinition(
            description =
                    "The longest that a request waits because an endpoint says so, in seconds. Counts from the next request.",
            min = "0")
    int longestWaitSeconds() default 60;

    @AttributeDefinition(
            description = "Requests of one endpoint at a time; people go before jobs. Counts from the next request.",
            min = "1")
    int concurrentRequests() default 64;
}
