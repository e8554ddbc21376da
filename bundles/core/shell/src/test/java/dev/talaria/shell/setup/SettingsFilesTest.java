package dev.talaria.shell.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.LocalServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFilesTest {
    @TempDir
    private Path etc;

    @Test
    void anEndpointsFileRefersToTheKeyAndDoesNotHaveIt() throws Exception {
        SettingsFiles files = new SettingsFiles(etc);
        Choice openRouter = Choice.all(List.of()).get(0);
        files.writeEndpoint(openRouter, "store:openrouter");
        assertThat(etc.resolve("dev.talaria.provider.openai-openrouter.cfg"))
                .hasContent("name = openrouter\npreset = openrouter\napiKey = store:openrouter");
        files.removeEndpoint(openRouter);
        assertThat(etc).isEmptyDirectory();
    }

    @Test
    void aServerOfThisMachineNeedsNoKey() throws Exception {
        Choice local = Choice.all(List.of(new LocalServer("llama.cpp", "http://127.0.0.1:8080/v1", List.of("m"))))
                .get(4);
        assertThat(local.keyFrom()).isEmpty();
        assertThat(local.title()).contains("llama.cpp", "m");
        new SettingsFiles(etc).writeEndpoint(local, "");
        assertThat(etc.resolve("dev.talaria.provider.openai-llamacpp.cfg"))
                .hasContent("name = llamacpp\nbaseUrl = http://127.0.0.1:8080/v1");
    }

    @Test
    void theDefaultModelIsReplacedAndTheRestStays() throws Exception {
        Path file = etc.resolve("dev.talaria.models.cfg");
        Files.writeString(file, "# mine\ndefaultModel=a/b\nretries = 1\n");
        new SettingsFiles(etc).writeDefaultModel("c/d");
        assertThat(file).hasContent("# mine\nretries = 1\ndefaultModel = c/d");
    }
}
