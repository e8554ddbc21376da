package dev.talaria.api.tool;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that tells what a shell command does. Provided by the engine; every tool that runs commands asks it, so
 * that there is one understanding of the shell.
 *
 * <p>It knows a subset of bash: quoting, substitution, pipes, lists, redirections, here-documents, {@code sh -c},
 * {@code env}, {@code xargs}, {@code find -exec}, {@code sudo}. What is outside it has {@link Nature#UNPARSABLE}.
 */
@ProviderType
public interface CommandEffects {
    /** The argument that has the script. */
    String COMMAND = "command";
    /** The argument that has the directory to run in; absent for the call's own. */
    String WORKDIR = "workdir";

    /**
     * What the script in the argument {@value #COMMAND} does. Its effects name the part of the script that has them.
     * Never fails: what cannot be judged is an effect of nature UNPARSABLE. Idempotent only if it reads and no more.
     */
    Effects of(ToolCall call);
}
