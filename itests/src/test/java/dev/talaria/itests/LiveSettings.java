package dev.talaria.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.Agents;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.framework.ServiceReference;

/** Settings that come, change and go while the instance runs; what they do not name goes on. */
final class LiveSettings {
    private final Container container;
    private final Conversation talk;

    LiveSettings(Container container, Conversation talk) {
        this.container = container;
        this.talk = talk;
    }

    void engineSetting() throws Exception {
        Map<String, String> before = container.otherBundles();
        Object service = engine(container).getProperty("service.id");
        Path file = container.etc("dev.talaria.engine.cfg");
        InstallPath path = InstallPath.command(container);
        path.install(InstallIT.first().bytes());
        talk.awaitTool(InstallIT.TOOL);
        assertEquals("answer of 1.0.0", talk.call(InstallIT.TOOL, InstallIT.TEXT));
        Files.writeString(file, "maxModelCalls = 1\n");
        Container.await("the setting is there", () -> "1".equals(engineProperty(container, "maxModelCalls")));
        String output = lastBudgetOutput();
        assertTrue(output, output.contains("last round of tool calls"));
        Files.writeString(file, "maxModelCalls = 2\n");
        Container.await("the setting has changed", () -> "2".equals(engineProperty(container, "maxModelCalls")));
        assertEquals("answer of 1.0.0", talk.call(InstallIT.TOOL, InstallIT.TEXT));
        Files.delete(file);
        Container.await("the setting is gone", () -> !"2".equals(engineProperty(container, "maxModelCalls")));
        path.remove();
        assertEquals("the engine was not restarted", service, engine(container).getProperty("service.id"));
        assertEquals(before, container.otherBundles());
    }

    private String lastBudgetOutput() {
        talk.model().calls(InstallIT.TOOL, InstallIT.TEXT).says("done");
        container.service(Agents.class).run(TurnRequest.of(talk.key(), "go on"), AgentListener.SILENT);
        return talk.model().lastToolOutput();
    }

    void endpoint() throws Exception {
        Map<String, String> before = container.otherBundles();
        Path file = container.etc("dev.talaria.provider.openai-x.cfg");
        String common = "name = lab\ndefaultModel = none\nbaseUrl = ";
        Files.writeString(file, common + "http://127.0.0.1:9/v1\n");
        Container.await("it is there", () -> endpoints().contains("lab http://127.0.0.1:9/v1"));
        Files.writeString(file, common + "http://127.0.0.1:7/v1\n");
        Container.await("it has changed", () -> endpoints().contains("lab http://127.0.0.1:7/v1"));
        assertFalse(endpoints().contains("lab http://127.0.0.1:9/v1"));
        Files.delete(file);
        Container.await("it is gone", () -> endpoints().stream().noneMatch(endpoint -> endpoint.startsWith("lab ")));
        assertEquals(before, container.otherBundles());
    }

    void settingOfTheShell() throws Exception {
        Path file = container.etc("dev.talaria.models.cfg");
        Files.writeString(file, "# mine\ndefaultModel = \n");
        Container.await("it is known", () -> lists("dev.talaria.models", true));
        container.shell("config:property-set --pid dev.talaria.models defaultModel scripted");
        String text = Files.readString(file);
        assertTrue(text, text.contains("# mine") && text.contains("scripted"));
        Files.delete(file);
        Container.await("it is gone", () -> lists("dev.talaria.models", false));
    }

    /** Karaf's command fails where a configuration is deleted while it lists them; then nobody knows yet. */
    private boolean lists(String pid, boolean expected) throws Exception {
        try {
            return container.shell("config:list").contains(pid) == expected;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    void deletedAndWrittenAgain() throws Exception {
        Path file = container.etc("dev.talaria.provider.openai-again.cfg");
        for (int port = 1; port <= 20; port++) {
            String address = "http://127.0.0.1:" + port + "/v1";
            Files.deleteIfExists(file);
            Files.writeString(file, "name = again\ndefaultModel = none\nbaseUrl = " + address + "\n");
            Container.await("it is there", () -> endpoints().contains("again " + address));
        }
        Files.delete(file);
        Container.await("it is gone", () -> endpoints().stream().noneMatch(endpoint -> endpoint.startsWith("again ")));
    }

    private List<String> endpoints() {
        return container.service(Models.class).endpoints().stream()
                .map(LiveSettings::describe)
                .toList();
    }

    private static String describe(ModelEndpoint endpoint) {
        return endpoint.name() + " " + endpoint.location();
    }

    private static ServiceReference<Agents> engine(Container container) {
        return container.context().getServiceReference(Agents.class);
    }

    static String engineProperty(Container container, String name) {
        return String.valueOf(engine(container).getProperty(name));
    }
}
