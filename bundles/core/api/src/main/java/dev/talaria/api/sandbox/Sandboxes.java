package dev.talaria.api.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.health.Health;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that knows which sandboxes there are. Provided by the engine.
 *
 * <p>A <em>choice</em> names one: a backend ({@code docker}), or a backend and a name ({@code docker/web}). The same choice
 * is the same sandbox for everybody, unless a configuration of that name says that each session has its own.
 */
@ProviderType
public interface Sandboxes {
    /**
     * A kind of sandbox that can be opened.
     *
     * @param backend as in {@link SandboxSpec#backend()}
     * @param isolation of one that is opened without further wishes
     * @param bundle symbolic name and version of the bundle that brought it
     */
    record Backend(String backend, Isolation isolation, Capabilities capabilities, String bundle) {}

    /**
     * A sandbox that is open.
     *
     * @param since when it was opened
     * @param used when it was used last; now, if commands run in it
     * @param running calls and commands that use it at this moment
     */
    record Open(SandboxSpec spec, Isolation isolation, Instant since, Instant used, int running) {}

    /**
     * A sandbox that is configured by name.
     *
     * @param isolation as its settings are; none where they are of no use
     */
    record Named(SandboxSpec spec, Isolation isolation) {}

    /** In the order of their installation. */
    List<Backend> backends();

    /** By id. */
    List<Open> open();

    /** Those that are configured by name, whether open or not, by id. Of those that each session has, the name alone. */
    List<Named> named();

    /**
     * A sandbox to work in, opened when it is first used.
     *
     * @param progress is told what is done while it opens, in lines for a person
     * @param cancellation stops the opening
     * @throws SandboxException NO_BACKEND, if there is none of that kind
     */
    SandboxLease lease(String choice, Consumer<String> progress, Cancellation cancellation);

    /**
     * Puts an open one aside: its files stay, all that runs in it ends. One of a kind that cannot do that is closed.
     *
     * @return whether it was open
     * @throws SandboxException if that fails
     */
    boolean suspend(String id);

    /**
     * Removes one with all its files, open or not.
     *
     * @throws SandboxException if something is left
     */
    void remove(String choice);

    /**
     * What a backend needs and whether it is there.
     *
     * @throws SandboxException NO_BACKEND, if there is none of that name
     */
    List<Health> diagnose(String backend);
}
