package dev.talaria.sandbox.singularity;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of PID {@code dev.talaria.sandbox.singularity}; each key is an option of a single sandbox too. */
@ObjectClassDefinition(
        name = "Talaria Singularity sandboxes",
        description = "Commands and files in instances of Apptainer or Singularity.")
public @interface SingularityConfig {
    String PID = "dev.talaria.sandbox.singularity";

    @AttributeDefinition(
            description =
                    "The program to use, an absolute path; empty for the first of apptainer and singularity on the"
                            + " PATH. Counts from the next opening.")
    String program() default "";

    @AttributeDefinition(
            description = "Image: docker://NAME:TAG or another source that the program can build from, or the absolute"
                    + " path of a .sif file or of a folder that was built with 'build --sandbox'. Counts from the next"
                    + " opening.")
    String image() default "docker://debian:stable-slim";

    @AttributeDefinition(
            description = "Folder for what sandboxes write, on a local disk; empty for sandboxes/singularity in"
                    + " TALARIA_HOME. Counts from the next opening.")
    String scratch() default "";

    @AttributeDefinition(
            description = "Folder for images that were built; empty for cache/singularity in TALARIA_HOME. Counts from"
                    + " the next opening.")
    String cache() default "";

    @AttributeDefinition(
            description = "Files and folders of the host to have inside, as HOST:INSIDE or HOST:INSIDE:ro. Counts from"
                    + " the next opening.")
    String[] binds() default {};

    @AttributeDefinition(description = "Whether the network of the host can be used. Counts from the next opening.")
    boolean network() default true;

    @AttributeDefinition(
            description =
                    "Memory of all that runs in one sandbox, in MB (1,048,576 bytes); 0 for no limit. Needs"
                            + " control groups; sandbox:doctor says whether this host gives them. Counts from the next opening.",
            min = "0")
    long memory() default 0;

    @AttributeDefinition(
            description =
                    "Processors of all that runs in one sandbox, such as 1.5; 0 for no limit. Needs control groups."
                            + " Counts from the next opening.",
            min = "0")
    double cpus() default 0;

    @AttributeDefinition(
            description = "Time to fetch and build an image, in minutes. Counts from the next opening.",
            min = "1")
    long buildMinutes() default 30;

    @AttributeDefinition(
            description = "Time to start an instance, in seconds. Counts from the next opening.",
            min = "1")
    long startSeconds() default 120;

    @AttributeDefinition(
            description = "Whether images may come from a registry without TLS. Counts from the next opening.")
    boolean plainHttp() default false;
}
