package dev.talaria.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The running distribution, as a test inside it sees it. */
public final class Container {
    private static final long DEADLINE_SECONDS = 20;
    private static final Subject OPERATOR = new Subject(
            true,
            Set.of(new RolePrincipal("admin"), new RolePrincipal("manager"), new RolePrincipal("viewer")),
            Set.of(),
            Set.of());

    private final BundleContext context;

    public Container(BundleContext context) {
        this.context = context;
    }

    /** The packaged distribution with a home of its own. */
    static List<Option> options(String name) {
        Path unpack = Path.of(System.getProperty("talaria.unpack"), name);
        return new ArrayList<>(List.of(
                karafDistributionConfiguration()
                        .frameworkUrl(new File(System.getProperty("talaria.distribution"))
                                .toURI()
                                .toString())
                        .karafVersion(System.getProperty("talaria.karaf.version"))
                        .name("Talaria")
                        .unpackDirectory(unpack.toFile())
                        .useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                doNotModifyLogConfiguration(),
                keepRuntimeFolder(),
                systemTimeout(60_000),
                systemProperty("talaria.home").value(unpack.resolve("home").toString()),
                systemProperty("talaria.sample.tool").value(System.getProperty("talaria.sample.tool")),
                // Pax Exam's own bundles are no part of the assembly; Maven has put them here.
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("talaria.local.repository"))));
    }

    public BundleContext context() {
        return context;
    }

    public <T> T service(Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    public Path deploy(String file) {
        return Path.of(System.getProperty("karaf.base"), "deploy", file);
    }

    public Path etc(String file) {
        return Path.of(System.getProperty("karaf.etc"), file);
    }

    /** A file beside the folders that are watched. */
    public Path file(String name, byte[] content) throws IOException {
        return Files.write(
                Files.createDirectories(Path.of(System.getProperty("karaf.data"), "itests"))
                        .resolve(name),
                content);
    }

    /** Puts a file there in one step. */
    public void move(byte[] content, Path target) throws IOException {
        Files.move(file("part", content), target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    public String shell(String command) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        try (Session session = service(SessionFactory.class).create(InputStream.nullInputStream(), out, out)) {
            // Karaf shows a command only to who may run it.
            Object returned =
                    Subject.doAs(OPERATOR, (PrivilegedExceptionAction<Object>) () -> session.execute(command));
            if (returned != null) {
                out.println(returned); // as the console does
            }
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    /** State and last change of every bundle but those that a test brings. */
    public Map<String, String> otherBundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !String.valueOf(bundle.getSymbolicName()).startsWith("dev.talaria.itests."))
                .sorted(Comparator.comparing(Bundle::getBundleId))
                .collect(Collectors.toMap(
                        bundle -> bundle.getBundleId() + " " + bundle.getSymbolicName(),
                        bundle -> bundle.getState() + " since " + bundle.getLastModified(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    public List<Bundle> bundles(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
    }

    /** Entries of the log: a line, and the stack trace below it. */
    public List<String> log(Predicate<String> wanted) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("karaf.log"), "talaria.log"))) {
            if (line.contains(" | ") || entries.isEmpty()) {
                entries.add(line);
            } else {
                entries.add(entries.remove(entries.size() - 1) + "\n" + line);
            }
        }
        return entries.stream().filter(wanted).toList();
    }

    public void assertNoErrorLoggedBut(Predicate<String> expected) throws IOException {
        assertEquals(
                List.of(),
                log(entry -> (entry.contains("| ERROR |") || entry.contains("Exception")) && !expected.test(entry)));
    }

    /** A condition that may throw. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.holds()) {
            assertTrue("not within " + DEADLINE_SECONDS + " s: " + what, System.nanoTime() < deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
