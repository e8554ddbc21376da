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

    private void startAgain() throws IOException {
        Places places = new Places(directory.resolve("home"), directory.resolve("assembly"));
        new FrameworkCache(directory.resolve("data"), places).discardIfStale();
    }
}
