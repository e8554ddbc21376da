package dev.talaria.engine.service;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** A bundle as people know it: symbolic name and version. */
public final class BundleName {
    private BundleName() {}

    /** @param bundle null where there is no OSGi, or it is gone */
    public static String of(@Nullable Bundle bundle) {
        return bundle == null ? "no bundle" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
