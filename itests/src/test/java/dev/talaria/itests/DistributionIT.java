package dev.talaria.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.Agents;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.api.tool.Tools;
import dev.talaria.spi.model.ChatModel;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.security.auth.Subject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The packaged distribution: it starts whole, takes tools while a conversation runs, and logs no error. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {
    private static final long DEADLINE_SECONDS = 20;
    private static final Subject OPERATOR = new Subject(
            true,
            Set.of(new RolePrincipal("admin"), new RolePrincipal("manager"), new RolePrincipal("viewer")),
            Set.of(),
            Set.of());

    @Inject
    private BootFinished bootFinished;

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private SessionFactory sessions;

    @Inject
    private Agents agents;

    @Inject
    private Tools tools;

    @Configuration
    public Option[] configuration() {
        return new Option[] {
            karafDistributionConfiguration()
                    .frameworkUrl(new File(System.getProperty("talaria.distribution"))
                            .toURI()
                            .toString())
                    .karafVersion(System.getProperty("talaria.karaf.version"))
                    .name("Talaria")
                    .unpackDirectory(new File(System.getProperty("talaria.unpack")))
                    .useDeployFolder(false),
            configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
            doNotModifyLogConfiguration(),
            keepRuntimeFolder(),
            systemTimeout(60_000),
            systemProperty("talaria.home").value(System.getProperty("talaria.unpack") + "/home"),
            systemProperty("talaria.sample.tool").value(System.getProperty("talaria.sample.tool")),
            // Pax Exam's own bundles are no part of the assembly; Maven has put them here.
            editConfigurationFilePut(
                    "etc/org.ops4j.pax.url.mvn.cfg",
                    "org.ops4j.pax.url.mvn.localRepository",
                    System.getProperty("talaria.local.repository")),
        };
    }

    @Test
    public void everyFeatureIsInstalledAndEveryBundleRuns() throws Exception {
        assertTrue(features.isInstalled(features.getFeature("talaria")));
        List<String> notActive = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("dev.talaria"))
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .collect(Collectors.toList());
        assertEquals(List.of(), notActive);
        assertTrue(tools.catalog().find("terminal").isPresent());
        assertTrue(tools.catalog().find("read_file").isPresent());
    }

    @Test
    public void theShellAsksAndLists() throws Exception {
        String answer = shell("talaria:ask 'run `echo from the shell`'");
        assertTrue(answer, answer.contains("from the shell"));
        assertTrue(answer, answer.contains("offline stand-in"));
        String list = shell("tool:list");
        assertTrue(list, list.contains("read_file") && list.contains("dev.talaria.tools.file"));
        assertTrue(shell("model:list").contains("offline"));
    }

    @Test
    public void aToolInstalledByCommandAnswersInTheNextTurnOfARunningConversation() throws Exception {
        String[] id = new String[1];
        talkAcross(
                () -> id[0] = shell("bundle:install -s " + sampleTool().toUri()).replaceAll("\\D+", ""),
                () -> shell("bundle:uninstall " + id[0]));
    }

    @Test
    public void aToolDroppedIntoDeployAnswersInTheNextTurnOfARunningConversation() throws Exception {
        Path dropped = Path.of(System.getProperty("karaf.base"), "deploy", "sample-tool.jar");
        talkAcross(
                () -> {
                    Path part = dropped.resolveSibling(".sample-tool.part");
                    Files.copy(sampleTool(), part, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(part, dropped, StandardCopyOption.ATOMIC_MOVE);
                },
                () -> Files.delete(dropped));
    }

    @After
    public void theLogHasNoError() throws IOException {
        Path log = Path.of(System.getProperty("karaf.log"), "talaria.log");
        try (Stream<String> lines = Files.lines(log)) {
            List<String> errors = lines.filter(line -> line.contains("| ERROR |") || line.contains("Exception"))
                    .collect(Collectors.toList());
            assertEquals(List.of(), errors);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Three turns of one conversation: before the tool, with it, and after it is gone. */
    private void talkAcross(Step install, Step uninstall) throws Exception {
        ScriptedModel model = new ScriptedModel();
        ServiceRegistration<ChatModel> registration = context.registerService(ChatModel.class, model, null);
        try {
            SessionKey key = new SessionKey("test:" + System.nanoTime());
            say(key, model.says("hello"));
            assertFalse(toolNames(model).contains("city_time"));

            Map<String, String> before = bundleStates();
            install.run();
            await("city_time is there", () -> tools.catalog().find("city_time").isPresent());
            say(key, model.calls("city_time", "{\"zone\":\"Europe/Oslo\"}").says("told"));
            assertTrue(toolNames(model).contains("city_time"));
            assertTrue(model.lastToolOutput(), model.lastToolOutput().contains("[Europe/Oslo]"));
            assertEquals(
                    "the conversation went on",
                    5,
                    model.lastRequest().messages().size());

            uninstall.run();
            await("city_time is gone", () -> tools.catalog().find("city_time").isEmpty());
            await("its bundle is gone", () -> bundleStates().size() == before.size());
            assertEquals("no other bundle changed", before, bundleStates());
            say(key, model.calls("city_time", "{\"zone\":\"Europe/Oslo\"}").says("gone"));
            assertTrue(model.lastToolOutput(), model.lastToolOutput().contains("not available"));
        } finally {
            registration.unregister();
        }
    }

    private void say(SessionKey key, ScriptedModel model) {
        TurnResult result = agents.run(TurnRequest.of(key, "go on"), AgentListener.SILENT);
        assertEquals(result.problem(), TurnResult.Status.COMPLETED, result.status());
        assertFalse(model.requests.isEmpty());
    }

    private static List<String> toolNames(ScriptedModel model) {
        return model.lastRequest().tools().stream().map(ToolDefinition::name).collect(Collectors.toList());
    }

    private static Path sampleTool() {
        return Path.of(System.getProperty("talaria.sample.tool"));
    }

    private Map<String, String> bundleStates() {
        return Arrays.stream(context.getBundles())
                .sorted(Comparator.comparing(Bundle::getBundleId))
                .collect(Collectors.toMap(
                        bundle -> bundle.getBundleId() + " " + bundle.getSymbolicName(),
                        bundle -> bundle.getState() + " since " + bundle.getLastModified(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private String shell(String command) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        try (Session session = sessions.create(InputStream.nullInputStream(), out, out)) {
            // Karaf shows a command only to who may run it.
            Object returned =
                    Subject.doAs(OPERATOR, (PrivilegedExceptionAction<Object>) () -> session.execute(command));
            if (returned != null) {
                out.println(returned); // as the console does
            }
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue("not within " + DEADLINE_SECONDS + " s: " + what, System.nanoTime() < deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
