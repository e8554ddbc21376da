package dev.talaria.launcher.prepared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home, in which an instance started once, and another, which is to look the same. */
class PreparedCacheTest {
    private static final String JAR = "cache/bundle1/version0.0/bundle.jar";
    private static final String CONFIGURATION = "cache/bundle2/data/config/shell.config";

    @TempDir
    Path directory;

    private Path assembly;
    private Path first;
    private Path next;
    private Path data;

    @BeforeEach
    void startOnce() throws IOException {
        assembly = directory.resolve("assembly");
        first = directory.resolve("first");
        next = directory.resolve("next");
        data = directory.resolve("data");
        write(assembly.resolve("system/g/a.jar"), "a bundle");
        for (Path root : new Path[] {assembly, first, next}) {
            write(root.resolve("etc/shell.cfg"), "port = 1");
        }
        write(first.resolve("cache/karaf").resolve(JAR), "a bundle");
        write(first.resolve("cache/karaf/cache/bundle1/bundle.info"), "mvn:g/a/1");
        write(first.resolve("cache/karaf/cache/bundle3/embedded.jar"), "not shipped as such");
        write(first.resolve("cache/karaf/cache/cache.lock"), "");
        write(
                first.resolve("cache/karaf").resolve(CONFIGURATION),
                "file=\"file:" + first + "/etc/shell.cfg\"\nsystem=\"" + assembly + "/system\"");
    }

    @Test
    void theNextHomeHasTheSameUnderItsOwnPaths() throws IOException {
        prepare();
        assertThat(copied()).isTrue();
        assertThat(data.resolve(JAR)).hasContent("a bundle");
        assertThat(data.resolve("cache/bundle1/bundle.info")).hasContent("mvn:g/a/1");
        assertThat(data.resolve("cache/bundle3/embedded.jar")).hasContent("not shipped as such");
        assertThat(data.resolve(CONFIGURATION))
                .hasContent("file=\"file:" + next + "/etc/shell.cfg\"\nsystem=\"" + assembly + "/system\"");
        assertThat(data.resolve("cache/cache.lock")).doesNotExist();
    }

    @Test
    void theAssemblyMayBeMoved() throws IOException {
        prepare();
        assembly = Files.move(assembly, directory.resolve("elsewhere"));
        assertThat(copied()).isTrue();
        assertThat(data.resolve(CONFIGURATION)).content().contains("system=\"" + assembly + "/system\"");
    }

    @Test
    void shippedJarsAreNotKeptTwice() throws IOException {
        prepare();
        assertThat(assembly.resolve("prepared").resolve(JAR)).doesNotExist();
    }

    @Test
    void isNotUsedWhenABundleWasRebuilt() throws IOException {
        prepare();
        write(assembly.resolve("system/g/a.jar"), "A bundle");
        assertThat(copied()).isFalse();
    }

    @Test
    void isNotUsedWhenABundleIsGone() throws IOException {
        prepare();
        Files.delete(assembly.resolve("system/g/a.jar"));
        assertThat(copied()).isFalse();
    }

    @Test
    void isNotUsedForWhoEditedEtc() throws IOException {
        prepare();
        write(next.resolve("etc/shell.cfg"), "port = 2");
        assertThat(copied()).isFalse();
    }

    @Test
    void isNotUsedForWhoConfiguredSomething() throws IOException {
        prepare();
        write(next.resolve("etc/dev.talaria.provider.openai-mine.cfg"), "name = mine");
        assertThat(copied()).isFalse();
    }

    @Test
    void isNotUsedWhereAPathWouldHaveToBeEscaped() throws IOException {
        prepare();
        next = Files.move(next, directory.resolve("my home"));
        assertThat(copied()).isFalse();
    }

    @Test
    void isNotUsedUnlessComplete() throws IOException {
        prepare();
        Files.delete(assembly.resolve("prepared/jars"));
        assertThat(copied()).isFalse();
        assertThat(data).doesNotExist();
    }

    @Test
    void aStartThatWritesIntoEtcCannotBePrepared() throws IOException {
        write(first.resolve("etc/written.cfg"), "by = a feature");
        assertThatThrownBy(this::prepare).isInstanceOf(IOException.class).hasMessageContaining("etc");
    }

    private void prepare() throws IOException {
        new Preparation(first.resolve("cache/karaf"), new Places(first, assembly)).keep();
    }

    private boolean copied() throws IOException {
        return new PreparedCache(new Places(next, assembly)).copyTo(data);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
