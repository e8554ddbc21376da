package dev.talaria.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.env.RequiresDocker;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bundle as OSGi sees it: what is in it, and what it imports. */
@Timeout(60)
class BundleTest {
    private static final Path CLASSES = Path.of("target/classes");

    @TempDir
    Path home;

    private static Attributes manifest() throws Exception {
        try (InputStream in = Files.newInputStream(CLASSES.resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes();
        }
    }

    private static Set<String> imported() throws Exception {
        return Stream.of(manifest().getValue("Import-Package").split(",(?=[a-z])"))
                .map(clause -> clause.split(";")[0])
                .collect(Collectors.toSet());
    }

    @Test
    void onlyWhatOthersShareIsImported() throws Exception {
        assertThat(imported())
                .allMatch(name ->
                        name.matches("com\\.fasterxml\\.jackson\\..*|dev\\.talaria\\.(api|spi)\\..*|javax\\.net\\.ssl"
                                + "|org\\.osgi\\.framework|org\\.slf4j"));
        assertThat(manifest().getValue("Export-Package")).isNull();
    }

    /** Also that nothing of the bundle stays when it is gone: no thread, no class loader. */
    @Test
    @RequiresDocker
    void allThatIsNeededIsInItOrImportedAndNothingStays() throws Exception {
        WeakReference<ClassLoader> loader = useAlone();
        long end = System.nanoTime() + 30_000_000_000L;
        while (loader.get() != null) {
            assertThat(System.nanoTime() - end).as("the class loader stays").isNegative();
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(BundleTest::isOurs);
    }

    private static boolean isOurs(String thread) {
        return thread.startsWith("talaria-sandbox") || thread.startsWith("docker-java");
    }

    private WeakReference<ClassLoader> useAlone() throws Exception {
        URL[] own = {
            CLASSES.toUri().toURL(), Path.of("target/test-classes").toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(own, new Imports(imported()))) {
            Object use = loader.loadClass(EmbeddedUse.class.getName())
                    .getConstructor(String.class)
                    .newInstance(home.toString());
            assertThat(((Callable<?>) use).call())
                    .isEqualTo("hello; No such image at the registry; closed; EXITED INTERRUPTED; removed");
            return new WeakReference<>(loader);
        }
    }

    /** Classes of the packages that are imported, and the JDK's. */
    private static final class Imports extends ClassLoader {
        private final Set<String> packages;

        Imports(Set<String> packages) {
            super(ClassLoader.getPlatformClassLoader());
            this.packages = packages;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!packages.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
                throw new ClassNotFoundException(name + " is not imported");
            }
            return BundleTest.class.getClassLoader().loadClass(name);
        }
    }
}
