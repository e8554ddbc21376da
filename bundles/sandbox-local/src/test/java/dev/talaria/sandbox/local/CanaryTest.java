package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.sandbox.Recorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat 19: no key of the host is in a command's environment, nor in that of what runs beside it. */
@Timeout(60)
class CanaryTest {
    private static final String CANARY = "canary4711";
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final List<String> NAMES = List.of(
            "OPENAI_API_KEY",
            "ANTHROPIC_API_KEY",
            "ANTHROPIC_AUTH_TOKEN",
            "OPENROUTER_API_KEY",
            "GEMINI_API_KEY",
            "GOOGLE_API_KEY",
            "GOOGLE_APPLICATION_CREDENTIALS_JSON",
            "GROQ_API_KEY",
            "MISTRAL_API_KEY",
            "DEEPSEEK_API_KEY",
            "XAI_API_KEY",
            "AZURE_OPENAI_API_KEY",
            "AZURE_CLIENT_SECRET",
            "HF_TOKEN",
            "HUGGING_FACE_HUB_TOKEN",
            "FIRECRAWL_API_KEY",
            "TAVILY_API_KEY",
            "ELEVENLABS_API_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_BEARER_TOKEN_BEDROCK",
            "GH_TOKEN",
            "GITHUB_PAT",
            "GITLAB_PRIVATE_TOKEN",
            "NPM_TOKEN",
            "PYPI_PASSWORD",
            "DOCKER_AUTH_CONFIG",
            "TELEGRAM_BOT_TOKEN",
            "DISCORD_BOT_TOKEN",
            "DISCORD_WEBHOOK",
            "SLACK_BOT_TOKEN",
            "SLACK_SIGNING_SECRET",
            "TWILIO_ACCOUNT_SID",
            "MODAL_TOKEN_SECRET",
            "DAYTONA_API_KEY",
            "DATABASE_URL",
            "MONGODB_URI",
            "PGPASSWORD",
            "MYSQL_PWD",
            "SENTRY_DSN",
            "OP_SESSION_my",
            "BW_SESSION",
            "SUDO_PASSWORD",
            "HERMES_GATEWAY",
            "HERMES_HOME_CHANNEL",
            "OPENCLAW_GATEWAY",
            "CLAWDBOT_STATE",
            "TALARIA_SECRET_STORE",
            "my_service_key",
            "SESSION_COOKIE",
            "VAULT_TOKEN");

    @TempDir
    Path home;

    private Sandbox sandbox;

    @BeforeEach
    void open() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        NAMES.forEach(name -> environment.put(name, CANARY + "-" + name));
        environment.put("PLAIN_NAME", "sk-" + CANARY);
        environment.put("https_proxy", "http://anna:" + CANARY + "@proxy:3128/");
        environment.put("SOME_OPTIONS", "-Dkeystore.password=" + CANARY);
        environment.put("HARMLESS", "https://example.org:8080/path");
        sandbox = new LocalSandboxProvider(new HomeDirectories(home), environment, Map.of())
                .open(new SandboxSpec("box", "local"), line -> {}, new CancellationSource());
    }

    @AfterEach
    void close() throws IOException {
        for (DetachedCommand command : sandbox.detached()) {
            command.kill();
        }
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCommandSeesNone(boolean terminal) throws Exception {
        Recorder recorder = new Recorder();
        Command command = new Command("env; export -p; cat /proc/self/environ /proc/$$/environ", home.toString(), LONG);
        sandbox.start(terminal ? command.inTerminal() : command, recorder, new CancellationSource())
                .await();
        assertThat(recorder.text()).contains("HARMLESS=https").doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDetachedCommandAndItsHelpersSeeNone(boolean terminal) throws Exception {
        Command command = new Command(
                "env; cat /proc/self/environ /proc/$$/environ /proc/$PPID/environ; echo END; sleep 300",
                home.toString(),
                LONG);
        DetachedCommand detached = sandbox.startDetached("one", "", terminal ? command.inTerminal() : command);
        Recorder.await("its output", () -> text(detached).contains("END"));
        assertThat(text(detached)).contains("HARMLESS=https").doesNotContain(CANARY);
        long leader = Long.parseLong(
                Files.readAllLines(home.resolve("run/processes/of-box/one/pid")).get(1));
        List<String> environments = ProcessTable.all().stream()
                .filter(process -> process.group() == leader)
                .map(process -> environment(process.pid()))
                .flatMap(Optional::stream)
                .toList();
        assertThat(environments).hasSizeGreaterThan(2).allSatisfy(environment -> assertThat(environment)
                .contains("HARMLESS=https")
                .doesNotContain(CANARY));
    }

    /** Of a process; empty if it has just ended. */
    private static Optional<String> environment(long pid) {
        try {
            return Optional.of(Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1))
                    .filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void nothingOfItIsOnDisk() throws Exception {
        DetachedCommand detached = sandbox.startDetached("one", "", new Command("true", home.toString(), LONG));
        Recorder.await("its end", () -> hasEnded(detached));
        try (var files = Files.walk(home)) {
            String all = files.filter(Files::isRegularFile)
                    .map(file -> file.toFile().length() == 0 ? "" : read(file))
                    .collect(Collectors.joining());
            assertThat(all).isNotEmpty().doesNotContain(CANARY);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(DetachedCommand command) {
        try {
            return new String(command.output(0, 1_000_000), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasEnded(DetachedCommand command) {
        try {
            return command.ended().isPresent();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
