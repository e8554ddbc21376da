package dev.talaria.sandbox.docker;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.testkit.env.RequiresDocker;
import dev.talaria.testkit.tool.FileRaceContract;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

@RequiresDocker
class DockerFilesTest extends FileRaceContract {
    private static Docker docker;
    private static DockerSandbox sandbox;
    private static Path root;
    private String directory;

    @BeforeAll
    static void begin() throws IOException {
        docker = new Docker();
        sandbox = docker.open();
        root = Docker.root(sandbox.container());
    }

    @AfterAll
    static void end() throws IOException {
        docker.close();
    }

    @BeforeEach
    void make() {
        directory = docker.directory(sandbox);
    }

    @Override
    protected FileAccess files() {
        return sandbox.files();
    }

    @Override
    protected String directory() {
        return directory;
    }

    @Override
    protected void link(String path, String target) throws IOException {
        Files.createSymbolicLink(outside(path), Path.of(target));
    }

    @Override
    protected void pipe(String path) throws IOException, InterruptedException {
        new ProcessBuilder("mkfifo", outside(path).toString()).start().waitFor();
    }

    @Override
    protected void replaceByLink(String path, String target) throws IOException {
        Files.move(outside(path), outside(path + ".away"));
        while (!Files.isSymbolicLink(outside(path))) {
            try {
                link(path, target);
            } catch (FileSystemException e) {
                putAside(path);
            }
        }
    }

    @Override
    protected void restore(String path) throws IOException {
        Files.delete(outside(path));
        while (Files.exists(outside(path + ".away"))) {
            try {
                Files.move(outside(path + ".away"), outside(path));
            } catch (FileSystemException e) {
                putAside(path);
            }
        }
    }

    /** A writer made the directory anew. */
    private void putAside(String path) throws IOException {
        Files.move(outside(path), outside(directory + "/made-" + UUID.randomUUID()));
    }

    /** The same file, seen from this machine. */
    private static Path outside(String path) {
        return root.resolve(path.substring(1));
    }
}
