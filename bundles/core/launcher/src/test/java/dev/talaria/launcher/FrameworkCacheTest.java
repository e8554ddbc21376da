package dev.talaria.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.launcher.prepared.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkCacheTest {
    @TempDir
    Path directory;

    private Path installed;
    private Path bundle;

    @BeforeEach
    void runOnce() throws IOException {
        bundle = Files.createDirectories(directory.resolve("assembly/system/g")).resolve("a.jar");
        Files.writeString(bundle, "one");
        startAgain();
        installed =
                Files.createDirectories(directory.resolve("data/cache/bundle1")).resolve("copy");
        Files.writeString(installed, "one");
    }

    @Test
    void staysWhileTheAssemblyIsTheSame() throws IOException {
        startAgain();
        assertThat(installed).exists();
    }

    @Test
    void goesWhenABundleWasRebuilt() throws IOException {
        Files.writeString(bundle, "another");
        startAgain();
        assertThat(installed).doesNotExist();
    }

    @Test
    void whatACrashLeftHalfFilledIsNotUsed() throws IOException {
        Path half = Files.createDirectories(directory.resolve("data.new/cache/bundle1"));
        Files.writeString(half.resolve("half"), "on");
        Files.writeString(half.resolve("copy"), "tw");
        Files.writeString(bundle, "another");
        prepare();
        startAgain();
        assertThat(directory.resolve("data/cache/bundle1/half")).doesNotExist();
        assertThat(installed).hasContent("two");
        assertThat(directory.resolve("data.new")).doesNotExist();
    }

    @Test
    void nothingIsLeftOfWhatWasPreparedForOtherBundles() throws IOException {
        prepare();
        Files.writeString(directory.resolve("assembly/prepared/jars"), "cache/bundle1/bundle.jar\tg/a.jar\t0\n");
        Files.writeString(bundle, "another");
        startAgain();
        assertThat(directory.resolve("data/cache")).doesNotExist();
        assertThat(directory.resolve("data/assembly.stamp")).exists();
    }

    @Test
    void anInterruptedRemovalIsNotTakenForTheCacheOfTheFormerAssembly() throws IOException {
        Path stamp = directory.resolve("data/assembly.stamp");
        String former = Files.readString(stamp);
        Files.delete(stamp);
        startAgain();
        assertThat(stamp).hasContent(former);
        assertThat(installed).doesNotExist();
    }

    private void prepare() throws IOException {
        Files.createDirectories(directory.resolve("home/etc"));
        Files.createDirectories(directory.resolve("assembly/etc"));
        Path copy = directory.resolve("assembly/prepared/cache/bundle1/copy");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, "two");
        Files.createFile(directory.resolve("assembly/prepared/jars"));
    }

    private void startAgain() throws IOException {
        Places places = new Places(directory.resolve("home"), directory.resolve("assembly"));
        new FrameworkCache(directory.resolve("data"), places).discardIfStale();
    }
}
