package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's own repository and configuration are left alone, in both directions. */
class UserRepositoryTest {
    @TempDir
    Path base;

    @Test
    void theRepositoryOfTheUserStaysAsItIs() throws Exception {
        assumeTrue(hasGit(), "git is needed to make a repository");
        try (Fixture fixture = new Fixture(base)) {
            fixture.write("a.txt", "committed\r\n");
            fixture.write(".gitattributes", "*.txt filter=evil\n");
            git(fixture.workspace, "init", "-q");
            git(fixture.workspace, "config", "filter.evil.clean", "touch " + base.resolve("ran") + "; cat");
            git(fixture.workspace, "config", "filter.evil.smudge", "touch " + base.resolve("ran") + "; cat");
            git(fixture.workspace, "add", ".gitattributes");
            git(fixture.workspace, "commit", "-q", "-m", "first");
            fixture.write("b.txt", "untracked");
            Files.deleteIfExists(base.resolve("ran"));
            String status = git(fixture.workspace, "status", "--porcelain");
            TreeMap<String, String> repository = Fixture.image(fixture.workspace.resolve(".git"));

            Checkpoint taken = fixture.take();
            fixture.write("b.txt", "changed");
            Files.delete(fixture.workspace.resolve("a.txt"));
            fixture.write("c.txt", "added");
            fixture.checkpoints.diff(taken.id());
            fixture.restore(taken);

            assertThat(Fixture.image(fixture.workspace.resolve(".git"))).isEqualTo(repository);
            assertThat(base.resolve("ran")).doesNotExist();
            assertThat(git(fixture.workspace, "status", "--porcelain")).isEqualTo(status);
            assertThat(fixture.workspace.resolve("a.txt")).hasContent("committed\r\n");
        }
    }

    @Test
    void theConfigurationOfTheUserIsNeitherReadNorWritten() throws Exception {
        Path user = Files.createDirectories(base.resolve("somebody"));
        Files.writeString(user.resolve(".gitconfig"), "[core\nnot a configuration at all");
        TreeMap<String, String> before = Fixture.image(user);
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + user,
                "-cp",
                System.getProperty("java.class.path"),
                Alone.class.getName(),
                base.toString());
        java.environment().put("HOME", user.toString());
        java.environment().put("XDG_CONFIG_HOME", user.resolve("xdg").toString());
        java.environment().put("GIT_DIR", user.resolve("elsewhere").toString());
        java.environment().put("GIT_OBJECT_DIRECTORY", user.resolve("objects").toString());

        assertThat(output(java)).contains("restored [a.txt]");

        assertThat(Fixture.image(user)).isEqualTo(before);
    }

    /** A process of its own: JGit looks at the user's home once and remembers it. */
    static final class Alone {
        private Alone() {}

        public static void main(String[] arguments) throws IOException {
            Path base = Path.of(arguments[0]);
            Path workspace = Files.createDirectories(base.resolve("alone"));
            Files.writeString(workspace.resolve("a.txt"), "one");
            try (GitCheckpoints checkpoints = new GitCheckpoints(
                    base.resolve("alone-home"),
                    Path.of(System.getProperty("user.home")),
                    Limits.defaults(),
                    Clock.systemUTC())) {
                Checkpoint taken = checkpoints.take(workspace.toString(), "reason", new CancellationSource());
                Files.writeString(workspace.resolve("a.txt"), "two");
                System.out.println("restored "
                        + checkpoints.restore(taken.id(), Optional.empty()).changed());
            }
        }
    }

    private static boolean hasGit() {
        try {
            return new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private String git(Path directory, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of("git", "-c", "user.name=T", "-c", "user.email=t@talaria.invalid", "-c", "gc.auto=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder git = new ProcessBuilder(command).directory(directory.toFile());
        git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        git.environment().put("GIT_OPTIONAL_LOCKS", "0");
        git.environment().put("HOME", base.toString());
        return output(git);
    }

    private static String output(ProcessBuilder command) throws Exception {
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
