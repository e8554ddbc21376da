package dev.talaria.shell.chat;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of PID {@code dev.talaria.chat}. */
@ObjectClassDefinition(name = "Talaria chat", description = "The chat in the terminal.")
@interface ChatConfig {
    @AttributeDefinition(
            description =
                    "What becomes of what is said while a turn runs: steer (it hears it at its next step), queue or"
                            + " interrupt. Counts from the next session.")
    String whileBusy() default "steer";

    @AttributeDefinition(
            description =
                    "Whether chats are for a screen reader: words instead of signs, and nothing that changes once it"
                            + " was drawn. Counts from the next session.")
    boolean screenReader() default false;

    @AttributeDefinition(
            description = "Whether the model's thoughts are shown while they come. Counts from the next session.")
    boolean showThinking() default false;

    @AttributeDefinition(
            description = "Lines of what was said that are kept for later chats, in chat.history; 0 keeps none."
                    + " Counts from the next session.",
            min = "0")
    int historyLines() default 1_000;
}
