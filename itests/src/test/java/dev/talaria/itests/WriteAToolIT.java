package dev.talaria.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.itests.DocSteps.Step;
import dev.talaria.testkit.model.ScriptedModelServer;
import dev.talaria.testkit.model.ScriptedReply;
import dev.talaria.testkit.model.ScriptedRequest;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does what docs/write-a-tool.md says, word by word: its {@code sh} blocks in a shell, its {@code karaf} blocks in the
 * session that one of them starts. The session runs in a real terminal, made by {@code script} of util-linux.
 */
@Timeout(600)
class WriteAToolIT {
    private static final long BUILD_SECONDS = 240;
    private static final long SESSION_SECONDS = 60;
    /** However it is decorated. */
    private static final Pattern PROMPT = Pattern.compile("^\\S*talaria\\S*>", Pattern.MULTILINE);

    private static final Path TOP =
            Path.of(System.getProperty("talaria.launcher")).resolveSibling("").normalize();

    @TempDir
    Path temp;

    private Terminal shell;
    private Terminal session;
    private int blocks;

    @Test
    void theStepsOfThePageLeadToAToolThatAnswersInARunningSession() throws Exception {
        try (ScriptedModelServer server = new ScriptedModelServer().answering(WriteAToolIT::answer)) {
            copyClone();
            linkLocalRepository();
            shell = new Terminal(inEmptyFolder(server, "/bin/sh", "-e"));
            for (Step step : DocSteps.of(TOP.resolve("docs/write-a-tool.md"))) {
                follow(step, server);
            }
            assertThat(session.exitCode(SESSION_SECONDS)).isZero();
            assertThat(toolOutputs(server))
                    .as("what the tool answered, in one conversation: as generated, as changed, removed")
                    .hasSize(3)
                    .satisfies(outputs -> assertThat(outputs.get(0)).isEqualTo("hello\nhello\n"))
                    .satisfies(outputs -> assertThat(outputs.get(1)).isEqualTo("3 words"))
                    .satisfies(outputs -> assertThat(outputs.get(2)).contains("it was removed"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Word", "word-count", "1st", "a__b", "../x", "-x", "two\nlines", "$(reboot)"})
    void aNameThatNoToolCanHaveIsRefusedBeforeAnythingIsDone(String name) throws Exception {
        shell = new Terminal(new ProcessBuilder(TOP + "/archetypes/new-tool", name).directory(temp.toFile()));
        shell.await(0, SESSION_SECONDS, "what is wrong", printed -> printed.contains("'" + name + "' is no tool name"));
        assertThat(shell.exitCode(SESSION_SECONDS)).isEqualTo(1);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aFolderWithSomethingInItIsLeftAlone() throws Exception {
        Path file =
                Files.writeString(Files.createDirectories(temp.resolve("a b")).resolve("mine"), "mine");
        shell = new Terminal(
                new ProcessBuilder(TOP + "/archetypes/new-tool", "word_count", "a b").directory(temp.toFile()));
        shell.await(0, SESSION_SECONDS, "what is wrong", printed -> printed.contains("./a b is there already"));
        assertThat(shell.exitCode(SESSION_SECONDS)).isEqualTo(1);
        assertThat(file.getParent()).isDirectoryNotContaining(entry -> !entry.equals(file));
    }

    @AfterEach
    void endWhatWasStarted() throws Exception {
        Stream.of(shell, session).filter(terminal -> terminal != null).forEach(Terminal::close);
        stopInstance();
        unlink(temp.resolve("repository"));
        unlink(temp.resolve("repository/dev"));
    }

    /** It does not end with the terminal that started it. */
    private void stopInstance() throws Exception {
        ProcessBuilder stop = new ProcessBuilder(System.getProperty("talaria.launcher"), "stop");
        stop.environment().put("TALARIA_ASSEMBLY", System.getProperty("talaria.assembly"));
        stop.environment().put("TALARIA_HOME", temp.resolve("home").toString());
        stop.inheritIO().start().waitFor();
    }

    private void follow(Step step, ScriptedModelServer server) throws Exception {
        if (step.language().equals("karaf")) {
            inSession(step);
        } else if (step.text().contains("talaria shell")) {
            session = new Terminal(inEmptyFolder(server, "script", "-qfec", step.text(), "/dev/null"));
            session.await(0, SESSION_SECONDS, "a prompt", printed -> PROMPT.matcher(printed)
                    .find());
        } else {
            inShell(step);
        }
    }

    /** Runs a block from a file, so that no command of it can read what is typed next. */
    private void inShell(Step step) throws Exception {
        Path block = Files.writeString(temp.resolve("block-" + ++blocks), step.text());
        String end = "end of block " + blocks;
        int from = shell.type(". " + block + " </dev/null && echo '" + end + "'\n");
        shell.await(from, BUILD_SECONDS, "the end of\n" + step.text(), printed -> printed.contains(end));
    }

    /**
     * Types a line. What only looks is typed again until it sees what the page shows; a message is said once, as soon
     * as the session, which may still be starting, knows the command.
     */
    private void inSession(Step step) throws Exception {
        boolean message = step.text().startsWith("ask ");
        String what = "after " + step.text() + String.join("\n", step.shows());
        long deadline = System.nanoTime() + SESSION_SECONDS * 1_000_000_000L;
        String printed;
        do {
            int from = session.type(step.text());
            if (step.text().equals("logout\n")) {
                return;
            }
            assertThat(step.shows()).as("the page shows something " + what).isNotEmpty();
            printed = session.await(
                    from,
                    SESSION_SECONDS,
                    what,
                    text -> PROMPT.matcher(text).find()
                            && (!message || step.shownIn(text) || text.contains("Command not found")));
        } while (!step.shownIn(printed) && System.nanoTime() < deadline);
        assertThat(step.shownIn(printed)).as("%s%nin%n%s", what, printed).isTrue();
    }

    /** A model that calls word_count, in whatever way its schema says, and repeats what the tool answered. */
    private static ScriptedReply answer(ScriptedRequest request) {
        Map<String, Object> last = request.messages().get(request.messages().size() - 1);
        if (last.get("role").equals("tool")) {
            return ScriptedReply.text("The tool answered: " + last.get("content"));
        }
        Map<String, Set<?>> tools = tools(request);
        if (!tools.containsKey("word_count")) {
            return ScriptedReply.text("I have " + String.join(", ", tools.keySet()));
        }
        boolean generated = tools.get("word_count").contains("times");
        String arguments = generated ? "{\"text\":\"hello\",\"times\":2}" : "{\"text\":\"one two three\"}";
        return ScriptedReply.toolCalls(ScriptedReply.call("word_count", arguments));
    }

    /** The names of the tools and of their arguments, as the model is told them. */
    private static Map<String, Set<?>> tools(ScriptedRequest request) {
        return ((List<?>) request.json().get("tools"))
                .stream()
                        .map(tool -> (Map<?, ?>) ((Map<?, ?>) tool).get("function"))
                        .collect(Collectors.toMap(function -> (String) function.get("name"), function -> {
                            Map<?, ?> parameters = (Map<?, ?>) function.get("parameters");
                            return ((Map<?, ?>) parameters.get("properties")).keySet();
                        }));
    }

    private static List<String> toolOutputs(ScriptedModelServer server) {
        List<ScriptedRequest> requests = server.requests();
        return requests.get(requests.size() - 1).messages().stream()
                .filter(message -> message.get("role").equals("tool"))
                .map(message -> String.valueOf(message.get("content")))
                .toList();
    }

    private ProcessBuilder inEmptyFolder(ScriptedModelServer server, String... command) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("empty"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(LauncherIT.KEYS);
        environment.putAll(Map.of(
                "MAVEN_OPTS",
                "-Dmaven.repo.local=" + temp.resolve("repository"),
                "OPENAI_BASE_URL",
                server.baseUrl(),
                "OPENAI_MODEL",
                "scripted",
                "SHELL",
                "/bin/sh",
                "TALARIA",
                temp.resolve("clone").toString(),
                "TALARIA_ASSEMBLY",
                System.getProperty("talaria.assembly"),
                "TALARIA_HOME",
                temp.resolve("home").toString(),
                "TERM",
                "xterm"));
        return builder;
    }

    /** The sources as a user clones them; a build among them must not change what this build made. */
    private void copyClone() throws IOException {
        Files.walkFileTree(TOP, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                String name = directory.getFileName().toString();
                if (name.equals("target") || name.equals(".git")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copyOf(directory));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copyOf(file), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path copyOf(Path original) {
        return temp.resolve("clone").resolve(TOP.relativize(original).toString());
    }

    /** A local repository that has all that the real one has, but Talaria: what is installed stays here. */
    private void linkLocalRepository() throws IOException {
        Path real = Path.of(System.getProperty("talaria.local.repository"));
        Path linked = temp.resolve("repository");
        link(real, linked, Set.of("dev", "archetype-catalog.xml"));
        link(real.resolve("dev"), linked.resolve("dev"), Set.of("talaria"));
    }

    private static void link(Path from, Path to, Set<String> except) throws IOException {
        Files.createDirectories(to);
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!except.contains(entry.getFileName().toString())) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
    }

    /** JUnit would warn of each link when it deletes the folder. */
    private static void unlink(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path link : entries.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }
}
