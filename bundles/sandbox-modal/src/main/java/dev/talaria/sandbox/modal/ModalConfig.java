package dev.talaria.sandbox.modal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of PID {@code dev.talaria.sandbox.modal}. A sandbox may have other values for each key. */
@ObjectClassDefinition(name = "Talaria sandboxes at Modal", description = "Whose sandboxes they are, and of what kind.")
public @interface ModalConfig {
    @AttributeDefinition(
            description = "Where the token's id is: env:NAME, file:/path, cmd:PROGRAM ARGS or store:NAME. Empty: the"
                    + " environment's MODAL_TOKEN_ID, else the profile in ~/.modal.toml. Counts from the next opening.")
    String tokenId() default "";

    @AttributeDefinition(
            description =
                    "Where the token's secret is, as for tokenId. Empty: as tokenId. Counts from the next opening.")
    String tokenSecret() default "";

    @AttributeDefinition(
            description =
                    "The profile of ~/.modal.toml. Empty: MODAL_PROFILE, else the active one. Counts from the next"
                            + " opening.")
    String profile() default "";

    @AttributeDefinition(
            description = "The server. Empty: MODAL_SERVER_URL, else the profile's, else https://api.modal.com. Counts"
                    + " from the next opening.")
    String serverUrl() default "";

    @AttributeDefinition(
            description = "The environment of the workspace. Empty: MODAL_ENVIRONMENT, else the profile's, else the"
                    + " workspace's own. Counts from the next opening.")
    String environment() default "";

    @AttributeDefinition(
            description = "The app that the sandboxes belong to; made if there is none. Counts from the next opening.")
    String app() default "talaria";

    @AttributeDefinition(
            description =
                    "The image of a new sandbox: a registry's name, or the id of one of Modal's images (im-…). One"
                            + " that was put aside comes from its snapshot instead. Counts from the next opening.")
    String image() default "debian:stable-slim";

    @AttributeDefinition(
            description =
                    "The directory in which commands begin; made if there is none. Empty: the image's. Counts from"
                            + " the next opening.")
    String directory() default "";

    @AttributeDefinition(
            description = "The version of Modal's image builder. Empty: MODAL_IMAGE_BUILDER_VERSION, else the"
                    + " environment's. Counts from the next opening.")
    String builderVersion() default "";

    @AttributeDefinition(
            description =
                    "Processors that are kept for it, such as 0.5; 0: as Modal likes. Counts from the next opening.")
    String cpu() default "0";

    @AttributeDefinition(
            description = "Processors that it cannot get more of; 0: no limit. Counts from the next opening.")
    String cpuLimit() default "0";

    @AttributeDefinition(
            description = "Memory that is kept for it, in MiB; 0: as Modal likes. Counts from the next opening.",
            min = "0")
    int memoryMb() default 0;

    @AttributeDefinition(
            description = "Memory over which it is killed, in MiB; 0: no limit. Counts from the next opening.",
            min = "0")
    int memoryLimitMb() default 0;

    @AttributeDefinition(
            description = "Regions where it may run, such as us-east or eu. Empty: any. Counts from the next opening.")
    String[] regions() default {};

    @AttributeDefinition(description = "Whether it reaches the network. Counts from the next opening.")
    boolean network() default true;

    @AttributeDefinition(
            description = "Networks that it reaches and no others, such as 10.0.0.0/8. Empty: all, if it reaches the"
                    + " network. Counts from the next opening.")
    String[] allowedNetworks() default {};

    @AttributeDefinition(
            description = "How long it lives at most, in seconds; what was not in a snapshot is lost then. Modal takes"
                    + " up to 86400. Counts from the next opening.",
            min = "1",
            max = "86400")
    int lifetimeSeconds() default 86_400;

    @AttributeDefinition(
            description = "After how long without a command Modal ends it, in seconds; 0: never. Commands in the"
                    + " background do not count. Counts from the next opening.",
            min = "0")
    int idleSeconds() default 3_600;

    @AttributeDefinition(
            description = "How long Modal may need to start it, without the image, in seconds. Counts from the next"
                    + " opening.",
            min = "1")
    int startSeconds() default 300;

    @AttributeDefinition(
            description = "Whether the files of one that stays are put into a snapshot when Talaria closes it, so that"
                    + " they outlive its machine. Counts from the next opening.")
    boolean snapshotOnClose() default true;

    @AttributeDefinition(
            description = "How long a snapshot may take, in seconds. Counts from the next opening.",
            min = "1")
    int snapshotSeconds() default 55;

    @AttributeDefinition(
            description = "How long Modal keeps a snapshot, in days; 0: for ever. Counts from the next opening.",
            min = "0")
    int snapshotDays() default 30;
}
