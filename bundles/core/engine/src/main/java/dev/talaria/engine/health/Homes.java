package dev.talaria.engine.health;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where the instance lives. */
final class Homes {
    private Homes() {}

    static Path home(BundleContext context) {
        String configured = context.getProperty("talaria.home");
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".talaria")
                : Path.of(configured).toAbsolutePath().normalize();
    }
}
