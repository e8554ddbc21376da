package dev.talaria.shell.residence;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where the instance lives, as the launcher has said. */
public final class Home {
    private static final String PROPERTY = "talaria.home";
    private static final String LOCKED = "talaria.home.locked";

    private Home() {}

    /** Absolute. Where nobody configured it, the one that the launcher would take. */
    public static Path of(BundleContext context) {
        String configured = context.getProperty(PROPERTY);
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".talaria")
                : Path.of(configured).toAbsolutePath().normalize();
    }

    /** Whether this process holds the home's lock, and so may open its socket. */
    public static boolean isLocked(BundleContext context) {
        return Boolean.parseBoolean(context.getProperty(LOCKED));
    }
}
