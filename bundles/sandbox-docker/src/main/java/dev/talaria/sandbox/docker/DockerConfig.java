package dev.talaria.sandbox.docker;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration, PID {@code dev.talaria.sandbox.docker}. Each key can be overridden for one sandbox. */
@ObjectClassDefinition(
        name = "Talaria: sandboxes in containers",
        description = "What containers of Docker or Podman are made of. A container that is there stays as it is.")
public @interface DockerConfig {
    @AttributeDefinition(
            required = false,
            description = "Where the daemon is: unix:///path or tcp://host:port. Empty: DOCKER_HOST, else the first"
                    + " socket of Docker or Podman that is found. Counts from the next opening.")
    String host() default "";

    @AttributeDefinition(
            required = false,
            description = "A folder with ca.pem, cert.pem and key.pem for TLS to a daemon at tcp://. Empty:"
                    + " DOCKER_CERT_PATH; if that is empty too, no TLS. Counts from the next opening.")
    String certificates() default "";

    @AttributeDefinition(
            description =
                    "The image: a Linux with bash, util-linux, and the coreutils and findutils of GNU. Counts from"
                            + " the next opening.")
    String image() default "debian:stable-slim";

    @AttributeDefinition(
            options = {@Option("missing"), @Option("always"), @Option("never")},
            description =
                    "When the image is pulled: missing, always (for a new container) or never. Counts from the next"
                            + " opening.")
    String pull() default "missing";

    @AttributeDefinition(description = "Whether there is a network inside. Counts from the next opening.")
    boolean network() default true;

    @AttributeDefinition(
            required = false,
            description = "The user inside, a name or a number, with :group if wished. Empty: that of the image. Counts"
                    + " from the next opening.")
    String user() default "";

    @AttributeDefinition(
            required = false,
            description = "The daemon's runtime, such as runsc for gVisor. Empty: its own default. Counts from the next"
                    + " opening.")
    String runtime() default "";

    @AttributeDefinition(description = "How many processors at most; 0 for no limit. Counts from the next opening.")
    double cpus() default 1;

    @AttributeDefinition(
            description = "How much memory at most, in MB (1,048,576 bytes); 0 for no limit. Counts from the next"
                    + " opening.")
    long memory() default 5_120;

    @AttributeDefinition(description = "How many processes at most; 0 for no limit. Counts from the next opening.")
    long pids() default 256;

    @AttributeDefinition(
            description = "Size of /tmp, which is in memory, in MB (1,048,576 bytes). Counts from the next opening.")
    long tmpMb() default 512;

    @AttributeDefinition(description = "Size of /dev/shm, in MB (1,048,576 bytes). Counts from the next opening.")
    long shmMb() default 1_024;

    @AttributeDefinition(
            options = {@Option("volume"), @Option("bind"), @Option("none")},
            description = "Where a persistent sandbox keeps /workspace and the home directory: volume (of the daemon),"
                    + " bind (under sandboxes/docker in TALARIA_HOME) or none (in the container, gone with it)."
                    + " Counts from the next opening.")
    String storage() default "volume";

    @AttributeDefinition(
            required = false,
            description =
                    "Directories of the host, each as /host:/inside, with :ro for reading only. What is in them is"
                            + " not protected from what runs inside. Counts from the next opening.")
    String[] binds() default {};

    @AttributeDefinition(
            required = false,
            description =
                    "Volumes of the daemon, each as name:/inside, with :ro for reading only; they are never removed."
                            + " Counts from the next opening.")
    String[] volumes() default {};

    @AttributeDefinition(
            required = false,
            description = "Variables inside, each as NAME=value, or NAME for that of Talaria's own environment. Counts"
                    + " from the next opening.")
    String[] environment() default {};
}
