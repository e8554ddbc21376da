package dev.talaria.api.session;

import org.osgi.annotation.versioning.ProviderType;

/** The service that knows what idle sessions take of the memory. Provided by the engine. */
@ProviderType
public interface SessionMemory {
    /** Idle sessions in memory. */
    int cachedSessions();

    /** What they take, as estimated. */
    long cachedBytes();

    /** How many had to go since the start, because of a limit or of the memory. */
    long evicted();
}
