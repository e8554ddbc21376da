package dev.talaria.sandbox.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSsh;
import dev.talaria.testkit.env.SshServer;
import dev.talaria.testkit.tool.FileRaceContract;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RequiresSsh
class SshFilesTest extends FileRaceContract {
    private static SshHost host;
    private static Sandbox sandbox;
    private final Path directory = host.directory("files", SshServer.USER);

    @BeforeAll
    static void start() {
        host = new SshHost(SshServer.USER);
        sandbox = host.open();
    }

    @AfterAll
    static void end() {
        host.close();
    }

    @Override
    protected FileAccess files() {
        return sandbox.files();
    }

    @Override
    protected String directory() {
        return directory.toString();
    }

    @Override
    protected void link(String path, String target) throws IOException {
        Files.createSymbolicLink(Path.of(path), Path.of(target));
    }

    @Override
    protected void pipe(String path) throws IOException, InterruptedException {
        new ProcessBuilder("mkfifo", path).start().waitFor();
        Files.setOwner(
                Path.of(path),
                Path.of(path).getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SshServer.USER));
    }

    @Override
    protected void replaceByLink(String victim, String target) throws IOException {
        Files.move(Path.of(victim), Path.of(victim + ".away"));
        while (!Files.isSymbolicLink(Path.of(victim))) {
            try {
                link(victim, target);
            } catch (FileSystemException e) {
                moveAside(victim);
            }
        }
    }

    @Override
    protected void restore(String victim) throws IOException {
        Files.delete(Path.of(victim));
        while (Files.exists(Path.of(victim + ".away"))) {
            try {
                Files.move(Path.of(victim + ".away"), Path.of(victim));
            } catch (FileSystemException e) {
                moveAside(victim);
            }
        }
    }

    /** A writer made the directory anew. */
    private void moveAside(String made) throws IOException {
        Files.move(Path.of(made), directory.resolve("made-" + UUID.randomUUID()));
    }

    @Test
    void eightMegabytesComeBackAsTheyWere() throws Exception {
        byte[] content = new byte[8 * 1024 * 1024];
        new Random(3).nextBytes(content);
        files().write(path("big"), content, FileAccess.ABSENT);
        try (var in = files().read(path("big"))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }
}
