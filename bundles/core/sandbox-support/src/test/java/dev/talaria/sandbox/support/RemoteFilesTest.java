package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.testkit.tool.FileAccessContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RemoteFilesTest extends FileAccessContract {
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
}
