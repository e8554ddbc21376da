package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.testkit.tool.FileRaceContract;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class RemoteFilesTest extends FileRaceContract {
    @TempDir
    Path directory;

    @Override
    protected FileAccess files() {
        return new RemoteFiles(new ProcessExec());
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
    }

    @Override
    protected void replaceByLink(String path, String target) throws IOException {
        Files.move(Path.of(path), Path.of(path + ".away"));
        while (!Files.isSymbolicLink(Path.of(path))) {
            try {
                link(path, target);
            } catch (FileSystemException e) {
                // A writer made the directory anew.
                Files.move(Path.of(path), directory.resolve("made-" + UUID.randomUUID()));
            }
        }
    }

    @Override
    protected void restore(String path) throws IOException {
        Files.delete(Path.of(path));
        while (Files.exists(Path.of(path + ".away"))) {
            try {
                Files.move(Path.of(path + ".away"), Path.of(path));
            } catch (FileSystemException e) {
                // A writer made the directory anew.
                Files.move(Path.of(path), directory.resolve("made-" + UUID.randomUUID()));
            }
        }
    }
}
