package dev.talaria.gateway.hub;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of PID {@code dev.talaria.gateway.hub}. */
@ObjectClassDefinition(
        name = "Gateway",
        description =
                "Who may talk to Talaria on chat platforms, and what belongs to which session. Nobody may, by default,"
                        + " but who is let in by a code: pairing:list.")
@interface HubConfig {
    String PID = "dev.talaria.gateway.hub";

    @AttributeDefinition(description = "Whose instance this is, as platform:id, on Slack platform:team.id. Counts now.")
    String[] owners() default {};

    @AttributeDefinition(description = "Who may say every command and change what is allowed. Counts now.")
    String[] admins() default {};

    @AttributeDefinition(
            description = "Who may talk and answer questions, as platform:id, platform:* or *. Counts now.")
    String[] users() default {};

    @AttributeDefinition(description = "Who may talk, but is asked nothing: what would be asked is denied. Counts now.")
    String[] guests() default {};

    @AttributeDefinition(description = "Groups and channels in which Talaria answers, as platform:id. Counts now.")
    String[] groups() default {};

    @AttributeDefinition(description = "Those of the groups in which it answers without being mentioned. Counts now.")
    String[] unmentioned() default {};

    @AttributeDefinition(description = "Whether messages of other programs are answered. Counts now.")
    boolean programs() default false;

    @AttributeDefinition(
            description = "Whether a stranger who writes in private is given a code that you can approve. Counts now.")
    boolean pairing() default true;

    @AttributeDefinition(description = "Whether each person of a group has a session of their own. Counts now.")
    boolean groupPerPerson() default true;

    @AttributeDefinition(description = "The same in the threads of a group. Counts now.")
    boolean threadPerPerson() default false;

    @AttributeDefinition(
            description =
                    "One person on several platforms, as name=platform:id: all of one name are one person with one"
                            + " session. Counts now.")
    String[] links() default {};

    @AttributeDefinition(
            description = "What a message does while a turn runs: queue, interrupt, steer or collect. Counts now.")
    String whileBusy() default "steer";

    @AttributeDefinition(
            description = "A conversation ends after so many minutes without a message; 0 for never. Counts now.",
            min = "0")
    int resetIdleMinutes() default 0;

    @AttributeDefinition(
            description = "A conversation ends each day at this hour; -1 for never. Counts now.",
            min = "-1",
            max = "23")
    int resetHour() default -1;

    @AttributeDefinition(
            description = "Time zone of that hour, such as Europe/Berlin; empty for this machine's. Counts now.")
    String zone() default "";
}
