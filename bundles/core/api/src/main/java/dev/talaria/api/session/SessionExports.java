package dev.talaria.api.session;

import dev.talaria.api.base.SessionId;
import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** The service that writes sessions for other programs and for people. Provided by the engine. */
@ProviderType
public interface SessionExports {
    /**
     * Writes a session, page by page of its journal. A turn that runs is not disturbed; what it does meanwhile may be
     * missing.
     *
     * @param raw whether secrets stay; else each that is known or looks like one is masked
     * @param out gets text; is not closed
     * @throws SessionException NOT_FOUND if there is no such session, or it was erased
     * @throws IOException of {@code out}
     * @throws dev.talaria.api.store.StoreException if the journal cannot be read
     */
    void export(SessionId id, ExportFormat format, boolean raw, Appendable out) throws IOException;
}
