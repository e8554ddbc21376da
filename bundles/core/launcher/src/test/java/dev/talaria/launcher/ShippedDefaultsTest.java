package dev.talaria.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedDefaultsTest {
    @TempDir
    Path directory;

    private Path shipped;
    private Path user;

    @BeforeEach
    void shipFirstVersion() throws IOException {
        shipped = Files.createDirectories(directory.resolve("shipped"));
        user = Files.createDirectories(directory.resolve("user"));
        write(shipped, "a.cfg", "x=1\ny=1\n");
        write(shipped, "scripts/init.script", "one");
        merge();
    }

    @Test
    void copiesEverythingIntoAnEmptyHome() throws IOException {
        assertThat(user.resolve("a.cfg")).hasContent("x=1\ny=1\n");
        assertThat(user.resolve("scripts/init.script")).hasContent("one");
    }

    @Test
    void replacesWhatTheUserHasNotTouched() throws IOException {
        write(shipped, "a.cfg", "# new\nx=2\n");
        write(shipped, "scripts/init.script", "two");
        merge();
        assertThat(user.resolve("a.cfg")).hasContent("# new\nx=2\n");
        assertThat(user.resolve("scripts/init.script")).hasContent("two");
    }

    @Test
    void mergesAnEditedConfigurationByKey() throws IOException {
        write(user, "a.cfg", "x=7\ny=1\n");
        write(shipped, "a.cfg", "x=2\ny=2\nz=2\n");
        merge();
        assertThat(user.resolve("a.cfg")).hasContent("x=7\ny=2\nz=2\n");
    }

    @Test
    void anEditStillWinsTwoVersionsLater() throws IOException {
        write(user, "a.cfg", "x=7\ny=1\n");
        write(shipped, "a.cfg", "x=2\ny=2\n");
        merge();
        write(shipped, "a.cfg", "x=3\ny=3\n");
        merge();
        assertThat(user.resolve("a.cfg")).hasContent("x=7\ny=3\n");
    }

    @Test
    void keepsAnEditedFileOfAnotherKind() throws IOException {
        write(user, "scripts/init.script", "mine");
        write(shipped, "scripts/init.script", "two");
        merge();
        assertThat(user.resolve("scripts/init.script")).hasContent("mine");
    }

    @Test
    void removesAFileThatIsNoLongerShippedUnlessEdited() throws IOException {
        write(user, "scripts/init.script", "mine");
        Files.delete(shipped.resolve("a.cfg"));
        Files.delete(shipped.resolve("scripts/init.script"));
        merge();
        assertThat(user.resolve("a.cfg")).doesNotExist();
        assertThat(user.resolve("scripts/init.script")).hasContent("mine");
    }

    @Test
    void restoresADeletedFileAndLeavesTheUsersOwnFilesAlone() throws IOException {
        write(user, "own.cfg", "mine=1\n");
        Files.delete(user.resolve("a.cfg"));
        merge();
        assertThat(user.resolve("a.cfg")).hasContent("x=1\ny=1\n");
        assertThat(user.resolve("own.cfg")).hasContent("mine=1\n");
    }

    private void merge() throws IOException {
        new ShippedDefaults(shipped, user, directory.resolve("cache/shipped-etc")).merge();
    }

    private static void write(Path root, String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
