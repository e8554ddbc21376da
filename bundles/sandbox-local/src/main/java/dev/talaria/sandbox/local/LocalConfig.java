package dev.talaria.sandbox.local;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of PID {@code dev.talaria.sandbox.local}; each key is an option of a single sandbox too. */
@ObjectClassDefinition(
        name = "Talaria local sandboxes",
        description = "Commands and files on the host itself, confined by bubblewrap if that is wanted.")
public @interface LocalConfig {
    String PID = "dev.talaria.sandbox.local";

    @AttributeDefinition(
            description = "none: commands may do what the user of Talaria may. restricted: they read, write nothing and"
                    + " have no network. workspace: they write the workspaces. network: the same with the network. The"
                    + " last three need bwrap (bubblewrap). Counts from the next opening.")
    String confinement() default "none";

    @AttributeDefinition(
            description =
                    "Folders that confined commands work in, absolute paths; empty for workspaces in TALARIA_HOME."
                            + " Counts from the next opening.")
    String[] workspaces() default {};

    @AttributeDefinition(
            description = "Names in the user's home that begin with a dot and that confined commands may read, such as"
                    + " .gitconfig; all others are hidden. Counts from the next opening.")
    String[] homeEntries() default {};

    @AttributeDefinition(
            description = "More files and folders to hide from confined commands, absolute paths. Counts from the next"
                    + " opening.")
    String[] hidden() default {};

    @AttributeDefinition(
            description = "Address space of each process of a command, in MB (1,048,576 bytes); 0 for no limit. Needs"
                    + " prlimit (util-linux). Counts from the next opening.",
            min = "0")
    long memory() default 0;

    @AttributeDefinition(
            description = "Time that each process of a command may use a processor, in seconds; 0 for no limit. Counts"
                    + " from the next opening.",
            min = "0")
    long cpuSeconds() default 0;

    @AttributeDefinition(
            description =
                    "Processes of the user of Talaria at which commands can start no more, all others of that user"
                            + " included; 0 for no limit. Does not bind root. Counts from the next opening.",
            min = "0")
    long processes() default 0;
}
