package dev.talaria.shell;

import dev.talaria.api.secret.SecretKeeper;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.shell.text.Printable;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code secret:test}: whether a reference leads to a secret, and why not. */
@Service
@Command(
        scope = "secret",
        name = "test",
        description = "Reads a secret anew and says whether it can be had, and if not, why and what to do.",
        detailedDescription = "Example: secret:test 'cmd:pass show openrouter'")
public final class SecretTestCommand extends AdminCommand {
    @Argument(
            name = "reference",
            description = "env:NAME, file:/path, store:NAME, or 'cmd:PROGRAM ARGS'",
            required = true)
    @Completion(SecretRefCompleter.class)
    String reference = "";

    @Reference(optional = true)
    @Nullable
    SecretKeeper secrets;

    @Override
    String run() throws CommandException {
        SecretRef ref = SecretRef.parse(reference);
        here(secrets).test(ref);
        return Printable.exactly(ref + " leads to a secret.");
    }
}
