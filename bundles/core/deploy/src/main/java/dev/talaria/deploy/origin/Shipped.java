package dev.talaria.deploy.origin;

import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Which bundles came with the distribution: those whose {@code mvn:} location lies in its {@code system} folder. */
public final class Shipped {
    private static final String MAVEN = "mvn:";

    private final Path system;

    public Shipped(BundleContext context) {
        String assembly = context.getProperty("karaf.home");
        system = Path.of(assembly == null ? "" : assembly, "system");
    }

    public boolean contains(Bundle bundle) {
        return bundle.getBundleId() == 0 || contains(bundle.getLocation());
    }

    /** Also of a location that wraps one, such as {@code wrap:mvn:GROUP/ARTIFACT/VERSION$…}. */
    private boolean contains(String location) {
        int start = location.indexOf(MAVEN);
        if (start < 0) {
            return false;
        }
        String[] parts = location.substring(start + MAVEN.length()).split("[/$]");
        return parts.length >= 3
                && Files.isDirectory(system.resolve(parts[0].replace('.', '/'))
                        .resolve(parts[1])
                        .resolve(parts[2]));
    }
}
