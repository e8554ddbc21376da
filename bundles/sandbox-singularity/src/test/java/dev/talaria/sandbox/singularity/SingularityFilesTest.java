package dev.talaria.sandbox.singularity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSingularity;
import dev.talaria.testkit.tool.FileRaceContract;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What is done behind its back is done on the host: the workspace is a folder there. */
@RequiresSingularity
class SingularityFilesTest extends FileRaceContract {
    private static Apptainer apptainer;
    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws IOException {
        apptainer = new Apptainer(Files.createTempDirectory("talaria-home"));
        sandbox = apptainer.open();
    }

    @AfterAll
    static void end() {
        sandbox.close();
        apptainer.close();
    }

    @BeforeEach
    void directoryOfItsOwn() throws IOException {
        apptainer.nextDirectory();
    }

    @Override
    protected FileAccess files() {
        return sandbox.files();
    }

    @Override
    protected String directory() {
        return apptainer.directory();
    }

    @Override
    protected void link(String path, String target) throws IOException {
        Files.createSymbolicLink(apptainer.onHost(path), Path.of(target));
    }

    @Override
    protected void pipe(String path) throws IOException, InterruptedException {
        Process mkfifo = new ProcessBuilder("mkfifo", apptainer.onHost(path).toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
    }

    @Override
    protected void replaceByLink(String path, String target) throws IOException {
        Path directory = apptainer.onHost(path);
        Files.move(directory, apptainer.onHost(path + ".away"));
        while (!Files.isSymbolicLink(directory)) {
            try {
                link(path, target);
            } catch (FileSystemException e) {
                // A writer made the directory anew.
                Files.move(directory, directory.resolveSibling("made-" + UUID.randomUUID()));
            }
        }
    }

    @Override
    protected void restore(String path) throws IOException {
        Path directory = apptainer.onHost(path);
        Path away = apptainer.onHost(path + ".away");
        Files.delete(directory);
        while (Files.exists(away)) {
            try {
                Files.move(away, directory);
            } catch (FileSystemException e) {
                // A writer made the directory anew.
                Files.move(directory, directory.resolveSibling("made-" + UUID.randomUUID()));
            }
        }
    }
}
