package dev.talaria.deploy.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

@Timeout(30)
class QuarantineServiceTest {
    private static final String BAD = "com.example.bad";

    @TempDir
    Path root;

    private Framework framework;
    private Path list;

    @BeforeEach
    void open() throws Exception {
        list = root.resolve("talaria.quarantine");
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", root.resolve("cache").toString(),
                        "felix.log.level", "0",
                        "karaf.etc", root.toString()));
        framework.start();
    }

    @AfterEach
    void close() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    /** Somebody started it, and it does not run. */
    private Bundle held() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            jar.write(("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: " + BAD
                            + "\nBundle-Version: 1.0.0\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        Bundle bundle = framework
                .getBundleContext()
                .installBundle("file:bad.jar", new ByteArrayInputStream(bytes.toByteArray()));
        bundle.start();
        bundle.stop(Bundle.STOP_TRANSIENT);
        return bundle;
    }

    @Test
    void whatIsReleasedStartsAndTheRestStays() throws Exception {
        Files.writeString(
                list,
                "# a heading\n" + BAD + " 1.0.0 2026-01-01T00:00:00Z 3 times within 10 min\n"
                        + "com.example.other 1.0.0 2026-01-01T00:00:00Z 3 times\n");
        Bundle bad = held();
        QuarantineService quarantine = new QuarantineService(framework.getBundleContext());
        Quarantined expected = new Quarantined(BAD, "1.0.0", "2026-01-01T00:00:00Z", "3 times within 10 min");
        assertThat(quarantine.list()).contains(expected).hasSize(2);
        assertThat(quarantine.release("com.example.none")).isEmpty();
        assertThat(bad.getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(quarantine.release(BAD)).containsExactly(expected);
        assertThat(bad.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(list).hasContent("# a heading\ncom.example.other 1.0.0 2026-01-01T00:00:00Z 3 times");
    }

    @Test
    void withoutAFileNothingIsQuarantined() {
        assertThat(new QuarantineService(framework.getBundleContext()).list()).isEmpty();
    }
}
