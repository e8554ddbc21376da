package dev.talaria.deploy.quarantine;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The bundles in {@code etc/talaria.quarantine}, where the supervisor puts them. Provided by the deploy bundle. */
@ProviderType
public interface Quarantine {
    List<Quarantined> list();

    /**
     * Takes all versions of a bundle out and starts them.
     *
     * @param name the symbolic name
     * @return what was taken out; empty if there was none of that name
     * @throws java.io.UncheckedIOException if the list cannot be written; then nothing has changed
     * @throws IllegalStateException if it is out, and does not start: why, and what to do
     */
    List<Quarantined> release(String name);
}
