package dev.talaria.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.talaria.api.command.SlashCommands;
import dev.talaria.api.tool.Tools;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.management.ObjectName;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
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

/** The packaged distribution: it starts whole and logs no error. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {
    @Inject
    private BootFinished bootFinished;

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private Tools tools;

    @Inject
    private SlashCommands commands;

    @Configuration
    public Option[] configuration() {
        return Container.options("distribution").toArray(Option[]::new);
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
        for (String tool : List.of("read_file", "write_file", "patch", "search_files", "process", "session_search")) {
            assertTrue(tool, tools.catalog().find(tool).isPresent());
        }
    }

    @Test
    public void theShellAsksAndLists() throws Exception {
        String answer = shell("talaria:ask 'run `echo from the shell`'");
        assertTrue(answer, answer.contains("from the shell"));
        assertTrue(answer, answer.contains("offline stand-in"));
        String list = shell("tool:list");
        assertTrue(list, list.contains("read_file") && list.contains("dev.talaria.tools.file"));
        assertTrue(shell("model:list").contains("offline"));
        assertEquals(
                "[]", shell("session:search --json nobody said any of this").strip());
    }

    @Test
    public void theDoctorFindsNothingDownAndConfigurationsAreExplained() throws Exception {
        String report = shell("talaria:doctor --json");
        for (String probe : List.of("bundles", "clock", "configuration", "disk", "models", "permissions", "store")) {
            assertTrue(report, report.contains("{\"probe\":\"" + probe + "\""));
        }
        assertTrue(shell("config:explain dev.talaria.engine.maxModelCalls").contains("next turn"));
        assertTrue(shell("session:list --json").startsWith("["));
        assertTrue(shell("tool:show --help").contains("Example: tool:show"));
        assertTrue(ManagementFactory.getPlatformMBeanServer()
                .isRegistered(new ObjectName("dev.talaria:name=storeCommit,type=timers")));
    }

    @Test
    public void everySlashCommandCanBeSaid() throws Exception {
        Bundle bundle = new Container(context).bundles("dev.talaria.commands").get(0);
        int ofTheBundle =
                Collections.list(bundle.findEntries("OSGI-INF", "*.xml", false)).size();
        assertTrue(commands.list().toString(), ofTheBundle > 20);
        assertEquals(
                "those of the bundle, and /help",
                ofTheBundle + 1,
                commands.list().size());
        String report = shell("talaria:doctor --json");
        assertTrue(report, report.contains(ofTheBundle + 1 + " slash commands, each with names of its own."));
    }

    @Test
    public void theShellExplainsApprovalsAndCheckpoints() throws Exception {
        String explained = shell("approval:explain --cwd /srv/project 'cat notes && rm -rf build'");
        assertTrue(explained, explained.contains("destructive") && explained.contains("rm -rf build"));
        assertTrue(explained, explained.contains("workspace") && explained.contains("(configured)"));
        String floor = shell("approval:explain --cwd /srv/project 'rm -rf /'");
        assertTrue(floor, floor.contains("deny") && floor.contains("floor"));
        assertTrue(shell("approval:list").contains("No answer is remembered"));
        Exception refused = assertThrows(Exception.class, () -> shell("approval:revoke abc"));
        String why = String.valueOf(refused.getCause());
        assertTrue(why, why.contains("approval:list"));
        assertTrue(shell("checkpoint:list").contains("Nothing is kept"));
    }

    @After
    public void theLogHasNoError() throws IOException {
        new Container(context).assertNoErrorLoggedBut(entry -> false);
    }

    private String shell(String command) throws Exception {
        return new Container(context).shell(command);
    }
}
