package dev.talaria.api.base;

import org.osgi.annotation.versioning.ProviderType;

/** Where running work shows what it is doing. Cheap to call; never blocks; what is shown is never kept. */
@ProviderType
public interface Progress {
    /** Output as it arrives, any number of lines or parts of lines. */
    void output(String text);
}
