package dev.talaria.sandbox.ssh;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of SSH sandboxes, PID {@code dev.talaria.sandbox.ssh}; each key is also an option of one sandbox. */
@ObjectClassDefinition(
        name = "Talaria: SSH sandboxes",
        description = "Commands and files on another host. What runs there is not kept away from that host.")
public @interface SshConfig {
    @AttributeDefinition(
            required = false,
            description = "The host's name or address; ~/.ssh/config is not read. Counts from the next opening.")
    String host() default "";

    @AttributeDefinition(description = "The port of its SSH server. Counts from the next opening.")
    int port() default 22;

    @AttributeDefinition(
            required = false,
            description = "The account there. Empty: the name of the account that runs Talaria. Counts from the next"
                    + " opening.")
    String user() default "";

    @AttributeDefinition(
            required = false,
            description = "Hosts to go through, in their order, each as user@host:port; user and port may be left out."
                    + " Counts from the next opening.")
    String[] jump() default {};

    @AttributeDefinition(
            required = false,
            description = "File with the private key. Empty: the keys of the agent, then ~/.ssh/id_ed25519, id_ecdsa"
                    + " and id_rsa. Counts from the next opening.")
    String identity() default "";

    @AttributeDefinition(
            required = false,
            description = "Where the passphrase of the key is, never the passphrase itself: env:NAME, file:/path,"
                    + " store:NAME or cmd:PROGRAM ARGS. Counts from the next opening.")
    String passphrase() default "";

    @AttributeDefinition(
            required = false,
            description = "Socket of the SSH agent. Empty: what SSH_AUTH_SOCK names; none: no agent. Counts from the"
                    + " next opening.")
    String agent() default "";

    @AttributeDefinition(
            description = "Which host keys are trusted: strict (those in knownHosts), accept-new (the first one is"
                    + " kept there), or one fingerprint, as SHA256:…; a changed key is always refused. Counts from the"
                    + " next opening.")
    String hostKey() default "strict";

    @AttributeDefinition(description = "The file of known host keys. Counts from the next opening.")
    String knownHosts() default "~/.ssh/known_hosts";

    @AttributeDefinition(
            description = "Where commands begin, on the host; ~ is the account's home. Empty:"
                    + " ~/.talaria/sandboxes/ID. Counts from the next opening.",
            required = false)
    String directory() default "";

    @AttributeDefinition(
            required = false,
            description = "Directories to keep the same here and there, each as here:there or here:there:ro (then"
                    + " nothing comes back). Counts from the next opening.")
    String[] sync() default {};

    @AttributeDefinition(description = "At most so many connections to the host. Counts from the next opening.")
    int connections() default 8;

    @AttributeDefinition(
            description = "At most so many commands over one connection: MaxSessions of the server. Counts from the"
                    + " next opening.")
    int sessions() default 10;

    @AttributeDefinition(
            description = "How long a command waits for a free connection, in seconds. Counts from the next opening.")
    int waitSeconds() default 120;

    @AttributeDefinition(
            description = "How long making a connection may take, in seconds, for each host on the way. Counts from"
                    + " the next opening.")
    int connectTimeoutSeconds() default 15;

    @AttributeDefinition(
            description = "How often the server is asked whether it is there, in seconds; without an answer for three"
                    + " times as long the connection is lost. Counts from the next opening.")
    int keepAliveSeconds() default 10;
}
