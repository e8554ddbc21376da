package dev.talaria.engine.delivery;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of PID {@code dev.talaria.engine.delivery}. */
@ObjectClassDefinition(name = "Talaria inbox and outbox", description = "Messages from and to chat platforms.")
public @interface DeliveryConfig {
    String PID = "dev.talaria.engine.delivery";

    @AttributeDefinition(
            description = "How often a message is tried to be sent before it is given up. Counts now.",
            min = "1")
    int maxAttempts() default 30;

    @AttributeDefinition(
            description = "Wait after the first failed try of a message, in milliseconds; each one after it is twice as"
                    + " long. Counts now.",
            min = "1")
    int firstRetryMs() default 1_000;

    @AttributeDefinition(description = "The longest wait between two tries, in seconds. Counts now.", min = "1")
    int longestRetrySeconds() default 600;

    @AttributeDefinition(description = "Time that one send may take, in seconds. Counts from the next call.", min = "1")
    int sendTimeoutSeconds() default 60;

    @AttributeDefinition(description = "Messages that are sent at the same time. Counts now.", min = "1")
    int maxSends() default 16;

    @AttributeDefinition(
            description = "Turns of accepted messages at the same time. Counts from the next turn.",
            min = "1")
    int maxTurns() default 16;

    @AttributeDefinition(
            description = "How long a repeat of an accepted message is recognised, in days. Counts now.",
            min = "1")
    int keepSeenDays() default 30;

    @AttributeDefinition(
            description = "Directory that turns of accepted messages work in, an absolute path; empty for"
                    + " workspaces/chats in TALARIA_HOME. Counts from the next turn.")
    String workspace() default "";

    @AttributeDefinition(
            description = "Longest wait for all bundles at a start, in seconds, before accepted messages are answered."
                    + " Counts from the next start.",
            min = "0")
    int startWaitSeconds() default 60;
}
