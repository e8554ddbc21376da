package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.testkit.modal.RequiresNamespaces;
import dev.talaria.testkit.tool.FileRaceContract;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

@RequiresNamespaces
class ModalFilesTest extends FileRaceContract {
    private static Box box;
    private static ModalSandbox sandbox;
    private static int count;

    @BeforeAll
    static void start() {
        box = new Box();
        sandbox = box.fresh();
    }

    @AfterAll
    static void end() {
        sandbox.close();
        box.close();
    }

    @BeforeEach
    void makeDirectory() throws IOException {
        count++;
        Files.createDirectory(outside(directory()));
    }

    /** The same file as this machine sees it. */
    private static Path outside(String path) {
        return box.running().root().resolve(path.substring(1));
    }

    @Override
    protected FileAccess files() {
        return sandbox.files();
    }

    @Override
    protected String directory() {
        return "/workspace/" + count;
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
    protected void replaceByLink(String directory, String target) throws IOException {
        Files.move(outside(directory), outside(directory + ".aside"));
        put(directory, path -> Files.createSymbolicLink(path, Path.of(target)));
    }

    @Override
    protected void restore(String directory) throws IOException {
        Files.delete(outside(directory));
        put(directory, path -> Files.move(outside(directory + ".aside"), path));
    }

    private interface Putting {
        void at(Path path) throws IOException;
    }

    /** A writer may have made the directory anew meanwhile. */
    private void put(String directory, Putting putting) throws IOException {
        Path path = outside(directory);
        while (true) {
            try {
                putting.at(path);
                return;
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                Files.move(path, outside(directory() + "/made-" + UUID.randomUUID()));
            }
        }
    }
}
