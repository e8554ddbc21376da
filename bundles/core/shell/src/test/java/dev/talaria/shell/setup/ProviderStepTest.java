package dev.talaria.shell.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.LocalServer;
import dev.talaria.api.model.ModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderStepTest {
    private static final String RIGHT = "sk-right";
    private static final String OTHER = "dev.talaria.provider.openai-other.cfg";

    @TempDir
    Path etc;

    private final FakeKeeper keeper = new FakeKeeper();

    private ConfiguredModels models(String rightKey) {
        return new ConfiguredModels(etc, keeper::resolve, rightKey);
    }

    private ProviderStep.Chosen ask(Script person, ConfiguredModels models) throws IOException {
        return new ProviderStep(person, models, keeper, new SettingsFiles(etc), new CancellationSource()).ask();
    }

    private List<Path> written() throws IOException {
        try (var files = Files.list(etc)) {
            return files.map(Path::getFileName).sorted().toList();
        }
    }

    @Test
    void aKeyThatIsTypedGoesIntoTheStoreAndItsReferenceIntoTheFile() throws Exception {
        Script person = new Script("openrouter", RIGHT);
        ProviderStep.Chosen chosen = ask(person, models(RIGHT));
        assertThat(chosen.models()).extracting(ModelInfo::id).containsExactly("large", "small");
        assertThat(keeper.values).containsOnly(Map.entry("openrouter", RIGHT));
        assertThat(etc.resolve("dev.talaria.provider.openai-openrouter.cfg"))
                .hasContent("name = openrouter\npreset = openrouter\napiKey = store:openrouter\n");
        assertThat(person.said).contains("openrouter answers; it has 2 models.");
        assertThat(String.join("\n", person.said)).doesNotContain(RIGHT);
    }

    @Test
    void aWrongKeyIsSaidAndAskedForAgain() throws Exception {
        Script person = new Script("other", "http://box:1/v1", "sk-wrong", "y", RIGHT);
        ask(person, models(RIGHT));
        assertThat(person.said).anyMatch(line -> line.startsWith("other refuses the key."));
        assertThat(keeper.values).containsOnly(Map.entry("other", RIGHT));
        assertThat(etc.resolve(OTHER)).hasContent("name = other\nbaseUrl = http://box:1/v1\napiKey = store:other\n");
    }

    @Test
    void whoLeavesLeavesNothing() throws Exception {
        assertThatThrownBy(() -> ask(new Script("other", "http://box:1/v1", "sk-wrong", "n", "n"), models(RIGHT)))
                .isInstanceOf(EndOfFileException.class);
        assertThat(written()).isEmpty();
        assertThat(keeper.values).isEmpty();
    }

    @Test
    void whoLeavesFindsWhatWasThere() throws Exception {
        String before = "# mine\nname = other\nbaseUrl = http://old\napiKey = store:other\n";
        Files.writeString(etc.resolve(OTHER), before);
        keeper.values.put("other", "sk-old");
        assertThatThrownBy(() -> ask(new Script("other", "http://box:1/v1", "sk-wrong"), models(RIGHT)))
                .isInstanceOf(EndOfFileException.class);
        assertThat(etc.resolve(OTHER)).hasContent(before);
        assertThat(keeper.values).containsOnly(Map.entry("other", "sk-old"));
    }

    @Test
    void aKeyElsewhereStaysThere() throws Exception {
        Script person = new Script("anthropic", "env:NO_SUCH", "env:MY_KEY");
        ask(person, models(FakeKeeper.IN_ENVIRONMENT));
        assertThat(person.said)
                .anyMatch(line -> line.startsWith("There is no env:NO_SUCH."))
                .contains("There is a key at env:MY_KEY.");
        assertThat(keeper.values).isEmpty();
        assertThat(etc.resolve("dev.talaria.provider.anthropic-anthropic.cfg"))
                .hasContent("name = anthropic\napiKey = env:MY_KEY\n");
    }

    @Test
    void aKeyThatWasTypedInVainDoesNotStay() throws Exception {
        ask(new Script("openai", "sk-wrong", "y", "env:MY_KEY"), models(FakeKeeper.IN_ENVIRONMENT));
        assertThat(keeper.values).isEmpty();
    }

    @Test
    void whatDoesNotAnswerCanBeKept() throws Exception {
        ProviderStep.Chosen chosen = ask(new Script("nous", "sk-later", "n", "y"), models(RIGHT));
        assertThat(chosen.models()).isEmpty();
        assertThat(keeper.values).containsOnly(Map.entry("nous", "sk-later"));
        assertThat(written()).hasSize(1);
    }

    @Test
    void whatAnswersOnThisMachineIsOfferedFirstAndNeedsNoKey() throws Exception {
        ConfiguredModels models = models("");
        models.local.add(new LocalServer("llama.cpp", "http://127.0.0.1:8080/v1", List.of("qwen")));
        Script person = new Script("");
        ask(person, models);
        assertThat(person.isOver()).isTrue();
        assertThat(person.said).anyMatch(line -> line.contains("answers now (qwen)  (Enter)"));
        assertThat(etc.resolve("dev.talaria.provider.openai-llamacpp.cfg"))
                .hasContent("name = llamacpp\nbaseUrl = http://127.0.0.1:8080/v1\n");
    }
}
