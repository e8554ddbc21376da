package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir
    Path home;

    @Test
    void itIsMadeOnlyWhenItIsAskedFor() {
        Sandbox sandbox = open();
        assertThat(home.resolve("cache")).doesNotExist();
        assertThat(sandbox.scratch()).isEqualTo(home + "/cache/terminal-output").isEqualTo(sandbox.scratch());
    }

    @Test
    void oldOutputsAreRemovedAndNothingElse() throws Exception {
        Path scratch = Path.of(open().scratch());
        Path old = Files.writeString(scratch.resolve("old"), "x");
        Path young = Files.writeString(scratch.resolve("young"), "x");
        Path outside = Files.writeString(home.resolve("outside"), "x");
        Path link = Files.createSymbolicLink(scratch.resolve("link"), outside);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(outside, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofDays(6))));
        open();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(link).exists();
        assertThat(outside).exists();
    }

    private Sandbox open() {
        return new LocalSandboxProvider(new HomeDirectories(home), Map.of("PATH", "/usr/bin:/bin"), Map.of())
                .open(new SandboxSpec("box", "local"), line -> {}, new CancellationSource());
    }
}
