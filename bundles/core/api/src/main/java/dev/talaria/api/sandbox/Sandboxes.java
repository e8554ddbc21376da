package dev.talaria.api.sandbox;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service that knows which sandboxes there are. Provided by the engine. */
@ProviderType
public interface Sandboxes {
    /**
     * The kinds that can be opened, in the order of their installation.
     *
     * @param backend as in {@link SandboxSpec#backend()}
     * @param isolation of one that is opened without further wishes
     * @param bundle symbolic name and version of the bundle that brought it
     */
    record Backend(String backend, Isolation isolation, String bundle) {}

    List<Backend> backends();

    /** Those that are open now, by id. */
    List<SandboxSpec> open();
}
