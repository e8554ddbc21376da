package dev.talaria.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.Bundle;

/** Which bundles came with the distribution: those whose {@code mvn:GROUP/ARTIFACT/VERSION} lies in {@code system}. */
record Shipped(Path assembly) {
    private static final String MAVEN = "mvn:";

    boolean contains(Bundle bundle) {
        String location = bundle.getLocation();
        int start = location.indexOf(MAVEN); // there may be a wrap: before it
        if (start < 0) {
            return bundle.getBundleId() == 0;
        }
        String[] parts = location.substring(start + MAVEN.length()).split("[/$]");
        return parts.length >= 3
                && Files.isDirectory(assembly.resolve("system")
                        .resolve(parts[0].replace('.', '/'))
                        .resolve(parts[1])
                        .resolve(parts[2]));
    }
}
