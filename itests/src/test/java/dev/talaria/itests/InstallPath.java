package dev.talaria.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The ways in which a bundle comes, is updated and goes. */
abstract class InstallPath {
    final Container container;

    private InstallPath(Container container) {
        this.container = container;
    }

    abstract void install(byte[] bundle) throws Exception;

    abstract void update(byte[] bundle) throws Exception;

    abstract void remove() throws Exception;

    /** {@code bundle:install}, {@code bundle:update}, {@code bundle:uninstall}. */
    static InstallPath command(Container container) {
        return new InstallPath(container) {
            private String id;

            @Override
            void install(byte[] bundle) throws Exception {
                id = container
                        .shell("bundle:install -s "
                                + container.file("tool-1.jar", bundle).toUri())
                        .replaceAll("\\D+", "");
            }

            @Override
            void update(byte[] bundle) throws Exception {
                container.shell("bundle:update " + id + " "
                        + container.file("tool-2.jar", bundle).toUri());
            }

            @Override
            void remove() throws Exception {
                container.shell("bundle:uninstall " + id);
            }
        };
    }

    /** A bundle in {@code deploy/}, copied there as {@code cp} does. */
    static InstallPath drop(Container container) {
        return new Dropped(container, "tool.jar") {
            @Override
            byte[] content(byte[] bundle, String version) {
                return bundle;
            }
        };
    }

    /** A {@code .kar} in {@code deploy/}. */
    static InstallPath kar(Container container) {
        return new Dropped(container, "tool.kar") {
            @Override
            byte[] content(byte[] bundle, String version) throws IOException {
                String path = "dev/talaria/itests/karred/" + version + "/karred-" + version + ".jar";
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (JarOutputStream kar = new JarOutputStream(bytes)) {
                    put(kar, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
                    put(
                            kar,
                            "repository/dev/talaria/itests/karred/features.xml",
                            features("karred", version, "mvn:dev.talaria.itests/karred/" + version));
                    put(kar, "repository/" + path, bundle);
                }
                return bytes.toByteArray();
            }
        };
    }

    /** {@code feature:install}, {@code feature:install --upgrade}, {@code feature:uninstall}. */
    static InstallPath feature(Container container) {
        return new InstallPath(container) {
            /** The features service keeps what it once got from an address. */
            private final long number = System.nanoTime();

            @Override
            void install(byte[] bundle) throws Exception {
                add(bundle, "1.0.0");
                container.shell("feature:install itests-tool/1.0.0");
            }

            @Override
            void update(byte[] bundle) throws Exception {
                add(bundle, "2.0.0");
                container.shell("feature:install --upgrade itests-tool/2.0.0");
            }

            @Override
            void remove() throws Exception {
                container.shell("feature:uninstall itests-tool");
                container.shell("feature:repo-remove itests-tool-1.0.0");
                container.shell("feature:repo-remove itests-tool-2.0.0");
            }

            private void add(byte[] bundle, String version) throws Exception {
                Path jar = container.file("feature-tool-" + number + "-" + version + ".jar", bundle);
                byte[] features = features("itests-tool", version, jar.toUri().toString());
                Path file = container.file("features-" + number + "-" + version + ".xml", features);
                container.shell("feature:repo-add " + file.toUri());
            }
        };
    }

    private static byte[] features(String name, String version, String bundle) {
        return ("<features xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\" name=\"" + name + "-" + version
                        + "\"><feature name=\"" + name + "\" version=\"" + version + "\"><bundle>" + bundle
                        + "</bundle></feature></features>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void put(JarOutputStream jar, String entry, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(entry));
        jar.write(content);
    }

    private abstract static class Dropped extends InstallPath {
        private final Path target;

        Dropped(Container container, String file) {
            super(container);
            target = container.deploy(file);
        }

        abstract byte[] content(byte[] bundle, String version) throws IOException;

        @Override
        void install(byte[] bundle) throws Exception {
            Files.write(target, content(bundle, "1.0.0"));
        }

        @Override
        void update(byte[] bundle) throws Exception {
            Files.write(target, content(bundle, "2.0.0"));
        }

        @Override
        void remove() throws Exception {
            Files.delete(target);
        }
    }
}
