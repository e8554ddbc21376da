package dev.talaria.api.usage;

import java.time.LocalDate;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service that knows what was used. Provided by the engine. */
@ProviderType
public interface Usages {
    /** By day, the newest first, then person and model. */
    List<UsageEntry> since(LocalDate day);
}
