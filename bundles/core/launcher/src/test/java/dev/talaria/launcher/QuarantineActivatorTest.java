package dev.talaria.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** On Felix itself, with its cache: what a restart of the process does to a bundle that was started before. */
@Timeout(30)
class QuarantineActivatorTest {
    private static final String BAD = "com.example.bad";

    @TempDir
    Path root;

    private Framework framework;

    @BeforeEach
    void assembly() throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.createDirectories(root.resolve("assembly/system/com/example/shipped/1.0.0"));
        open();
    }

    @AfterEach
    void close() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    /** With no bundle started: they start at level 80. */
    private void open() throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", root.resolve("cache").toString(),
                        "org.osgi.framework.startlevel.beginning", "1",
                        "felix.log.level", "0",
                        "karaf.home", root.resolve("assembly").toString(),
                        "karaf.etc", root.resolve("etc").toString()));
        framework.start();
    }

    private void restart() throws Exception {
        close();
        open();
    }

    private void toLevel(int level) throws Exception {
        Object reached = new Object();
        synchronized (reached) {
            framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> {
                synchronized (reached) {
                    reached.notifyAll();
                }
            });
            while (framework.adapt(FrameworkStartLevel.class).getStartLevel() != level) {
                reached.wait(100);
            }
            reached.wait(100); // the last bundles of the level
        }
    }

    private Bundle install(String location, String name, String version) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            jar.write(("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: " + name
                            + "\nBundle-Version: " + version + "\nImport-Package: org.osgi.framework\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        Bundle bundle =
                framework.getBundleContext().installBundle(location, new ByteArrayInputStream(bytes.toByteArray()));
        bundle.adapt(BundleStartLevel.class).setStartLevel(80);
        bundle.start();
        return bundle;
    }

    private Bundle bundle(String location) {
        return framework.getBundleContext().getBundle(location);
    }

    private void quarantine() {
        new QuarantineActivator().start(framework.getBundleContext());
    }

    private void listed(String... lines) throws IOException {
        Files.writeString(root.resolve("etc/talaria.quarantine"), "# a heading\n" + String.join("\n", lines) + "\n");
    }

    @Test
    void aListedBundleDoesNotStartAndTheOthersDo() throws Exception {
        install("file:bad.jar", BAD, "1.0.0");
        install("file:good.jar", "com.example.good", "1.0.0");
        listed(BAD + " 1.0.0 2026-01-01T00:00:00Z 3 times within 10 min");
        restart();
        quarantine();
        toLevel(100);
        assertThat(bundle("file:bad.jar").getState()).isEqualTo(Bundle.INSTALLED);
        assertThat(bundle("file:good.jar").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void withoutAListTheSameBundleStarts() throws Exception {
        install("file:bad.jar", BAD, "1.0.0");
        restart();
        quarantine();
        toLevel(100);
        assertThat(bundle("file:bad.jar").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void aCorrectedVersionStarts() throws Exception {
        listed(BAD + " 1.0.0 2026-01-01T00:00:00Z 3 times");
        quarantine();
        toLevel(100);
        install("file:bad.jar", BAD, "1.0.1");
        assertThat(bundle("file:bad.jar").getState()).isEqualTo(Bundle.ACTIVE);
    }

    /** As Karaf's features.extension does it. */
    @Test
    void whatIsResolvedBeforeDoesNotStartEither() throws Exception {
        install("file:bad.jar", BAD, "1.0.0");
        listed(BAD + " 1.0.0 2026-01-01T00:00:00Z 3 times");
        restart();
        framework.adapt(FrameworkWiring.class).resolveBundles(null);
        assertThat(bundle("file:bad.jar").getState()).isEqualTo(Bundle.RESOLVED);
        quarantine();
        toLevel(100);
        assertThat(bundle("file:bad.jar").getState()).isEqualTo(Bundle.INSTALLED);
    }

    /** What is resolved together with others. */
    @Test
    void aListedBundleHoldsNobodyElseUp() throws Exception {
        Bundle bad = install("file:bad.jar", BAD, "1.0.0");
        Bundle good = install("file:good.jar", "com.example.good", "1.0.0");
        listed(BAD + " 1.0.0 2026-01-01T00:00:00Z 3 times");
        quarantine();
        framework.adapt(FrameworkWiring.class).resolveBundles(List.of(bad, good));
        assertThat(bad.getState()).isEqualTo(Bundle.INSTALLED);
        assertThat(good.getState()).isEqualTo(Bundle.RESOLVED);
    }

    /** As when talaria:release takes it out. */
    @Test
    void aChangeOfTheListCountsAtOnce() throws Exception {
        install("file:bad.jar", BAD, "1.0.0");
        listed(BAD + " 1.0.0 2026-01-01T00:00:00Z 3 times", "com.example.other 1.0.0 2026-01-01T00:00:00Z 3 times");
        restart();
        quarantine();
        toLevel(100);
        assertThat(bundle("file:bad.jar").getState()).isEqualTo(Bundle.INSTALLED);
        listed("com.example.other 1.0.0 2026-01-01T00:00:00Z 3 times");
        bundle("file:bad.jar").start();
        assertThat(bundle("file:bad.jar").getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void whatCameWithTheDistributionAlwaysStarts() throws Exception {
        install("mvn:com.example/shipped/1.0.0", "com.example.shipped", "1.0.0");
        listed("com.example.shipped 1.0.0 2026-01-01T00:00:00Z by mistake");
        restart();
        quarantine();
        toLevel(100);
        assertThat(bundle("mvn:com.example/shipped/1.0.0").getState()).isEqualTo(Bundle.ACTIVE);
    }
}
