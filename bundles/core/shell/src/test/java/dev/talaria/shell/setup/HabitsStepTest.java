package dev.talaria.shell.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Capabilities;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HabitsStepTest {
    private static final String ENGINE = "dev.talaria.engine.cfg";
    private static final String APPROVAL = "dev.talaria.approval.cfg";

    @TempDir
    Path etc;

    @TempDir
    Path cwd;

    private List<Path> ask(Script person) throws IOException {
        List<Path> written = new HabitsStep(person, new TwoReadyOneNot(), new SettingsFiles(etc), cwd.toString()).ask();
        assertThat(person.isOver()).isTrue();
        return written;
    }

    @Test
    void enterEverywhereWritesNothing() throws Exception {
        assertThat(ask(new Script("", "", ""))).isEmpty();
        assertThat(etc).isEmptyDirectory();
    }

    @Test
    void whatIsAnotherThanBeforeIsWritten() throws Exception {
        Files.writeString(etc.resolve(ENGINE), "# mine\ntrustedTrees = /srv/a\nmaxModelCalls = 7\n");
        Files.createDirectory(cwd.resolve("tree"));
        Script person = new Script("nowhere", "tree", "docker", "workspace");
        assertThat(ask(person)).containsExactly(etc.resolve(ENGINE), etc.resolve(APPROVAL));
        assertThat(person.said).contains("There is no directory " + cwd.resolve("nowhere") + ".");
        assertThat(etc.resolve(ENGINE))
                .hasContent("# mine\nmaxModelCalls = 7\ntrustedTrees = /srv/a, " + cwd.resolve("tree")
                        + "\nsandbox = docker\n");
        assertThat(etc.resolve(APPROVAL)).hasContent("mode = workspace\n");
    }

    @Test
    void whatIsSoAlreadyIsWhatEnterTakes() throws Exception {
        Files.writeString(etc.resolve(ENGINE), "trustedTrees = " + cwd + "\nsandbox = docker\n");
        Files.writeString(etc.resolve(APPROVAL), "mode = all\n");
        assertThat(ask(new Script(cwd.toString(), "", ""))).isEmpty();
    }

    @Test
    void aSandboxThatIsNotReadyIsNamedAndCannotBeChosen() throws Exception {
        Script person = new Script("", "ssh", "1", "");
        ask(person);
        assertThat(person.said)
                .contains("      ssh is not ready: Name a host.", "A number from 1 to 2, or a name.")
                .anyMatch(line -> line.contains("docker: apart from this host"));
    }

    private static final class TwoReadyOneNot implements Sandboxes {
        private static final Isolation APART = new Isolation(true, List.of());
        private static final Capabilities PLAIN = new Capabilities(false, false, false, false, false, false);

        @Override
        public List<Backend> backends() {
            return List.of(
                    new Backend("local", Isolation.NONE, PLAIN, "local 1"),
                    new Backend("docker", APART, PLAIN, "docker 1"),
                    new Backend("ssh", Isolation.NONE, PLAIN, "ssh 1"));
        }

        @Override
        public List<Health> diagnose(String backend) {
            return List.of(backend.equals("ssh") ? Health.down("No host.", "Name a host.") : Health.ok("Runs."));
        }

        @Override
        public List<Open> open() {
            return List.of();
        }

        @Override
        public List<Named> named() {
            return List.of();
        }

        @Override
        public SandboxLease lease(String choice, Consumer<String> progress, Cancellation cancellation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean suspend(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String choice) {
            throw new UnsupportedOperationException();
        }
    }
}
