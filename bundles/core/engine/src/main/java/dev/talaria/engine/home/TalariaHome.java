package dev.talaria.engine.home;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** The directory of Talaria's data. */
public final class TalariaHome {
    private static final String PROPERTY = "talaria.home";

    private TalariaHome() {}

    /** Absolute. Where nobody configured it, the one that the launcher would take. */
    public static Path of(BundleContext context) {
        String configured = context.getProperty(PROPERTY);
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".talaria")
                : Path.of(configured).toAbsolutePath().normalize();
    }
}
