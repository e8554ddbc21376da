package dev.talaria.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.api.tool.Tools;
import dev.talaria.itests.variant.VariantBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** Bundles and configurations come, change and go while conversations and calls run; nothing else changes. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class InstallIT {
    private static final String NAME = "dev.talaria.itests.variant_tool";
    static final String TOOL = "variant_tool";
    static final String TEXT = "{\"text\":\"x\"}";
    private static final String WORD = "{\"word\":\"x\"}";

    @Inject
    private BootFinished bootFinished;

    @Inject
    private BundleContext context;

    private Container container;
    private Conversation talk;

    @Configuration
    public Option[] configuration() {
        List<Option> options = Container.options("install");
        options.add(systemProperty("talaria.cycles").value(System.getProperty("talaria.cycles", "30")));
        // Nothing is found by polling in the time of this test: the watch must see it.
        options.add(editConfigurationFilePut("etc/custom.properties", "felix.fileinstall.poll", "3600000"));
        options.add(editConfigurationFilePut(
                "etc/org.apache.felix.fileinstall-deploy.cfg", "felix.fileinstall.poll", "3600000"));
        options.add(editConfigurationFilePut("etc/dev.talaria.deploy.cfg", "hangsAfterSeconds", "1"));
        options.add(editConfigurationFilePut("etc/dev.talaria.deploy.cfg", "interruptAfterSeconds", "3"));
        return options.toArray(Option[]::new);
    }

    @Before
    public void talk() {
        container = new Container(context);
        talk = new Conversation(container);
    }

    @After
    public void logsNoErrorButThoseOnPurpose() throws Exception {
        talk.close();
        container.assertNoErrorLoggedBut(entry -> entry.contains("dev.talaria.itests.bad")
                // Karaf's feature deployer looks into a bundle that is gone again by the time it hears of it.
                || entry.contains("Unable to update deployed features for bundle: dev.talaria.itests."));
    }

    @Test
    public void byCommand() throws Exception {
        comesChangesAndGoes(InstallPath.command(container));
    }

    @Test
    public void byCommandInTheMiddleOfACall() throws Exception {
        inTheMiddleOfACall(InstallPath.command(container));
    }

    @Test
    public void byDrop() throws Exception {
        comesChangesAndGoes(InstallPath.drop(container));
    }

    @Test
    public void byDropInTheMiddleOfACall() throws Exception {
        inTheMiddleOfACall(InstallPath.drop(container));
    }

    @Test
    public void byFeature() throws Exception {
        comesChangesAndGoes(InstallPath.feature(container));
    }

    @Test
    public void byFeatureInTheMiddleOfACall() throws Exception {
        inTheMiddleOfACall(InstallPath.feature(container));
    }

    @Test
    public void byKar() throws Exception {
        comesChangesAndGoes(InstallPath.kar(container));
    }

    @Test
    public void byKarInTheMiddleOfACall() throws Exception {
        inTheMiddleOfACall(InstallPath.kar(container));
    }

    @Test
    public void aBundleThatCannotBeResolvedIsNamed() throws Exception {
        nothingElseChanges(() -> new BadBundles(container, talk).unresolvable());
    }

    @Test
    public void aBundleThatThrowsInActivationIsNamed() throws Exception {
        nothingElseChanges(() -> new BadBundles(container, talk).throwsInActivation());
    }

    @Test
    public void aBundleThatHangsInActivationIsNamed() throws Exception {
        nothingElseChanges(() -> new BadBundles(container, talk).hangsInActivation());
    }

    @Test
    public void aBundleThatThrowsInDeactivationIsNamed() throws Exception {
        nothingElseChanges(() -> new BadBundles(container, talk).throwsInDeactivation());
    }

    @Test
    public void aBundleThatHangsInDeactivationIsNamed() throws Exception {
        nothingElseChanges(() -> new BadBundles(container, talk).hangsInDeactivation());
    }

    @Test
    public void halfAFileIsNamedAndNotInstalled() throws Exception {
        nothingElseChanges(() -> new BadBundles(container, talk).halfAFile());
    }

    private interface Step {
        void run() throws Exception;
    }

    private void nothingElseChanges(Step step) throws Exception {
        Map<String, String> before = container.otherBundles();
        step.run();
        assertEquals(before, container.otherBundles());
    }

    @Test
    public void nothingOfAToolStays() throws Exception {
        LeakProof leaks = new LeakProof(container, talk);
        leaks.prove(Integer.getInteger("talaria.cycles"), leaks::calls);
    }

    @Test
    public void nothingOfAToolStaysThatIsInterruptedInACall() throws Exception {
        LeakProof leaks = new LeakProof(container, talk);
        leaks.prove(Integer.getInteger("talaria.cycles"), leaks::interruptedCalls);
    }

    @Test
    public void nothingOfAToolStaysThatIgnoredBeingStopped() throws Exception {
        LeakProof leaks = new LeakProof(container, talk);
        leaks.prove(1, leaks::abandonedCalls);
    }

    static VariantBundle first() {
        return VariantBundle.of(NAME, "1.0.0");
    }

    private static VariantBundle second() {
        return VariantBundle.of(NAME, "2.0.0");
    }

    private void comesChangesAndGoes(InstallPath path) throws Exception {
        talk.model().says("hello");
        talk.turn();
        assertFalse(pinnedTools().contains(TOOL));
        Map<String, String> before = container.otherBundles();

        path.install(first().bytes());
        talk.awaitTool(TOOL);
        assertEquals("answer of 1.0.0", talk.call(TOOL, TEXT));
        assertTrue(pinnedTools().contains(TOOL));
        assertEquals(before, container.otherBundles());

        path.update(second().with("argument", "word").bytes());
        awaitVersion("2.0.0");
        assertEquals("answer of 2.0.0", talk.call(TOOL, WORD));
        assertEquals(before, container.otherBundles());

        path.remove();
        talk.awaitNoTool(TOOL);
        Container.await("its bundle is gone", () -> container.bundles(NAME).isEmpty());
        String gone = talk.call(TOOL, WORD);
        assertTrue(gone, gone.contains("not available"));
        assertEquals(
                "one conversation", 13, talk.model().lastRequest().messages().size());
        assertEquals(before, container.otherBundles());
    }

    private void inTheMiddleOfACall(InstallPath path) throws Exception {
        Map<String, String> before = container.otherBundles();
        path.install(first().with("call", "block").with("once", "").bytes());
        talk.awaitTool(TOOL);
        var call = talk.begin(TOOL, 1);
        path.update(second().with("call", "block").with("once", "").bytes());
        assertUnknown(talk.end(call, 1).get(0));
        awaitVersion("2.0.0");

        var secondCall = talk.begin(TOOL, 1);
        path.remove();
        assertUnknown(talk.end(secondCall, 1).get(0));
        talk.awaitNoTool(TOOL);
        Container.await("its bundle is gone", () -> container.bundles(NAME).isEmpty());
        assertEquals(before, container.otherBundles());
    }

    private static void assertUnknown(String output) {
        assertTrue(output, output.contains("may or may not have taken effect"));
    }

    @Test
    public void aCallThatEndsWhileItsToolDrainsKeepsItsAnswer() throws Exception {
        InstallPath path = InstallPath.command(container);
        path.install(first().with("call", "block").with("once", "").bytes());
        talk.awaitTool(TOOL);
        var call = talk.begin(TOOL, 1);
        var removal = CompletableFuture.runAsync(() -> {
            try {
                path.remove();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        talk.awaitNoTool(TOOL); // it drains
        talk.release();
        assertEquals(List.of("answer of 1.0.0"), talk.end(call, 1));
        removal.get();
    }

    @Test
    public void aCallThatHasNotStartedIsUnavailable() throws Exception {
        Path engine = container.etc("dev.talaria.engine.cfg");
        Files.writeString(engine, "maxParallelCalls = 1\n");
        Container.await(
                "one call at a time", () -> "1".equals(LiveSettings.engineProperty(container, "maxParallelCalls")));
        InstallPath path = InstallPath.command(container);
        path.install(first().with("call", "block").with("once", "").bytes());
        talk.awaitTool(TOOL);
        var calls = talk.begin(TOOL, 2);
        path.remove();
        List<String> outputs = talk.end(calls, 2);
        assertUnknown(outputs.get(0));
        assertTrue(outputs.get(1), outputs.get(1).contains("Nothing was run"));
        Files.delete(engine);
        Container.await("the default counts again", () -> !"1"
                .equals(LiveSettings.engineProperty(container, "maxParallelCalls")));
    }

    @Test
    public void anEngineSettingCountsFromTheNextTurn() throws Exception {
        new LiveSettings(container, talk).engineSetting();
    }

    @Test
    public void anEndpointComesChangesAndGoes() throws Exception {
        new LiveSettings(container, talk).endpoint();
    }

    @Test
    public void aSettingMadeInTheShellIsWrittenToItsFile() throws Exception {
        new LiveSettings(container, talk).settingOfTheShell();
    }

    @Test
    public void aConfigurationThatIsDeletedAndWrittenAgainStays() throws Exception {
        new LiveSettings(container, talk).deletedAndWrittenAgain();
    }

    private void awaitVersion(String version) throws Exception {
        Tools tools = container.service(Tools.class);
        Container.await("version " + version + " is there", () -> tools.catalog().tools().stream()
                .anyMatch(entry ->
                        entry.spec().name().equals(TOOL) && entry.bundle().endsWith(version)));
    }

    private List<String> pinnedTools() {
        return talk.model().lastRequest().tools().stream()
                .map(ToolDefinition::name)
                .toList();
    }
}
