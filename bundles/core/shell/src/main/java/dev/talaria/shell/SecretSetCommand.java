package dev.talaria.shell;

import dev.talaria.api.secret.SecretKeeper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code secret:set}: keeps a secret in Talaria's own store. Its value is never a word of a command line. */
@Service
@Command(
        scope = "secret",
        name = "set",
        description = "Keeps a secret in Talaria's encrypted store; store:NAME then refers to it.",
        detailedDescription =
                "Example: secret:set openrouter\nThe value is asked for and not shown. With --from-stdin it"
                        + " is what another command or a pipe gives, for example: cat /path | secret:set openrouter --from-stdin")
public final class SecretSetCommand extends AdminCommand {
    private static final char UNSEEN = 0;
    private static final int MOST_BYTES = 64 * 1024;

    @Argument(
            index = 0,
            name = "name",
            description = "Up to 64 letters, digits, dots, hyphens and underscores",
            required = true)
    @Completion(SecretNameCompleter.class)
    String name = "";

    @Option(name = "--from-stdin", description = "Read the value from standard input")
    boolean fromInput;

    @Argument(index = 1, name = "rest", description = "--from-stdin may also stand here", multiValued = true)
    @Nullable
    List<String> rest;

    @Reference(optional = true)
    @Nullable
    SecretKeeper secrets;

    @Reference
    @Nullable
    Session session;

    @Override
    String run() throws CommandException {
        // The pipe before this command, where there is one, is its System.in.
        boolean piped = LateOption.isGiven(
                fromInput,
                rest,
                "--from-stdin",
                "A value is never a word of a command line; nothing has changed.\nIf that was one, the shell's history has it"
                        + " now: make a new one where it is from, and give only its name here.");
        String value;
        try {
            value = piped ? read(System.in) : ask(here(session));
        } catch (IOException e) {
            throw new CommandException("The value cannot be read (" + e.getMessage() + "); nothing has changed.", e);
        }
        here(secrets).set(name, value);
        return "Kept. Refer to it as store:" + name + ".";
    }

    private String ask(Session session) throws CommandException, IOException {
        if (session.getTerminal() == null) {
            throw new CommandException(
                    "Nobody is here to be asked for the value.\nGive it on standard input, with --from-stdin.");
        }
        String typed = session.readLine("Value of " + name + " (not shown): ", UNSEEN);
        if (typed == null || typed.isBlank()) {
            throw new CommandException("No value was given; nothing has changed.");
        }
        return typed;
    }

    private static String read(InputStream in) throws CommandException, IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new CommandException("The value is longer than 64 kB; nothing has changed.");
        }
        String value = new String(bytes, StandardCharsets.UTF_8);
        if (value.isBlank()) {
            throw new CommandException("Standard input was empty; nothing has changed.");
        }
        return value;
    }
}
