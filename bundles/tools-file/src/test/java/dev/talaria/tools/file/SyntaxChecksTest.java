package dev.talaria.tools.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.FakeToolContext;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SyntaxChecksTest {
    @TempDir
    Path directory;

    private final SyntaxChecks checks = new SyntaxChecks();
    private final FakeSandboxLease sandbox = new FakeSandboxLease("fake");
    private final FakeToolContext context =
            FakeToolContext.builder().sandbox(sandbox).build();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a.json; {\"a\": [1, 2]}; syntax ok (JSON)",
                "a.json; {\"a\": 1,\\n}; syntax error (JSON): line 2: ",
                "a.json; {\"a\": 1}\\n{}; syntax error (JSON): line 2: there is something after the value",
                "a.json; ``; syntax error (JSON): line 1: there is no value",
                "a.json; [[[; syntax error (JSON): line 1: ",
                "pom.xml; <a><b/></a>; syntax ok (XML)",
                "pom.xml; <a>\\n<b></a>; syntax error (XML): line 2: ",
                "a.txt; {; ``",
                "json; {; ``",
                "a.toml; =; ``"
            })
    void builtIn(String name, String text, String outcome) {
        String said = checks.outcome("/work/" + name, text.translateEscapes(), context);
        assertThat(said).startsWith(outcome).doesNotContain("\n");
        assertThat(said.isEmpty()).isEqualTo(outcome.isEmpty());
    }

    @Test
    void deepJsonIsAnErrorAndNoOverflow() {
        assertThat(checks.outcome("/a.json", "[".repeat(100_000), context)).startsWith("syntax error (JSON)");
    }

    @Test
    void xmlOpensNothing() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "canary");
        String text = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><a>&x;</a>";
        assertThat(checks.outcome("/a.xml", text, context))
                .doesNotContain("canary")
                .doesNotContain("syntax error");
        String bomb = "<!DOCTYPE a [<!ENTITY x \"" + "y".repeat(1000) + "\"><!ENTITY z \"" + "&x;".repeat(1000)
                + "\">]><a>" + "&z;".repeat(1000) + "</a>";
        assertThat(checks.outcome("/a.xml", bomb, context)).doesNotContain("syntax error");
    }

    @Test
    void programsAreLookedForOnce() {
        sandbox.behaving(FakeSandboxLease.printing("python3\n", 0));
        assertThat(checks.outcome("/work/it's.py", "x", context)).isEqualTo("syntax ok (python3)");
        assertThat(checks.outcome("/work/b.py", "x", context)).isEqualTo("syntax ok (python3)");
        assertThat(checks.outcome("/work/b.js", "x", context)).isEmpty();
        assertThat(sandbox.started()).hasSize(3);
        assertThat(sandbox.started().get(1).script()).endsWith("'/work/it'\\''s.py'");
    }

    @Test
    void whatGoesWrongIsNoError() {
        sandbox.behaving((command, listener, stop) -> {
            if (command.script().startsWith("for ")) {
                listener.onOutput("node\n");
                return new ExitStatus(0, ExitStatus.Reason.EXITED);
            }
            return new ExitStatus(ExitStatus.TIMED_OUT, ExitStatus.Reason.TIMED_OUT);
        });
        assertThat(checks.outcome("/a.js", "x", context)).isEqualTo("syntax not checked: node took longer than 10 s");
    }

    /** The real programs, and a workspace that tries to be run by them. */
    @Test
    void theFileAndItsNeighboursAreNotRun() throws Exception {
        Assumptions.assumeTrue(new File("/bin/bash").exists(), "there is no bash");
        Path ran = directory.resolve("ran");
        Files.writeString(directory.resolve("ast.py"), "open('" + ran + "', 'w')\n");
        Files.writeString(directory.resolve("startup"), "touch " + ran + "\n");
        sandbox.behaving((command, listener, stop) -> {
            try {
                ProcessBuilder builder = new ProcessBuilder("bash", "-c", command.script())
                        .directory(directory.toFile())
                        .redirectErrorStream(true);
                builder.environment().put("PYTHONPATH", directory.toString());
                builder.environment().put("NODE_OPTIONS", "--require=" + directory.resolve("evil.js"));
                Process process = builder.start();
                listener.onOutput(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                return new ExitStatus(process.waitFor(), ExitStatus.Reason.EXITED);
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        });
        Files.writeString(directory.resolve("evil.js"), "require('fs').writeFileSync('" + ran + "', '')\n");
        check("a.py", "open('" + ran + "', 'w')\n", "python3", "def f(:\n  pass\n", "line 1: ");
        check("a.mjs", "import 'fs'; process.exit(3)\n", "node", "let a = ;\n", ":1");
        check("a.sh", "touch " + ran + "\n", "bash", "if true\n", "line ");
        assertThat(ran).doesNotExist();
    }

    private void check(String name, String good, String program, String bad, String message) throws Exception {
        Path file = Files.writeString(directory.resolve(name), good);
        String said = checks.outcome(file.toString(), good, context);
        if (said.isEmpty()) {
            return;
        }
        assertThat(said).isEqualTo("syntax ok (" + program + ")");
        Files.writeString(file, bad);
        assertThat(checks.outcome(file.toString(), bad, context))
                .startsWith("syntax error (" + program + "): ")
                .contains(message)
                .doesNotContain("\n");
    }
}
