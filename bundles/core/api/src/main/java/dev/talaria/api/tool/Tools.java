package dev.talaria.api.tool;

import org.osgi.annotation.versioning.ProviderType;

/** The service that knows which tools there are. Provided by the engine. */
@ProviderType
public interface Tools {
    ToolCatalog catalog();
}
