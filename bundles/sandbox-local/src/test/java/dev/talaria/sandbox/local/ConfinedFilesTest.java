package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresBubblewrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files reach what the confined commands reach, and no more. */
@RequiresBubblewrap
class ConfinedFilesTest extends HostFilesContract {
    @TempDir
    Path home;

    @TempDir
    Path outside;

    private Sandbox sandbox;

    @BeforeEach
    void open() {
        sandbox = ConfinedHost.open(ConfinedHost.provider(home, directory, "workspace"));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Override
    protected FileAccess files() {
        return sandbox.files();
    }

    @Test
    void whatIsHiddenIsNotThere() throws Exception {
        Path key = Files.createDirectories(home.resolve("keys")).resolve("key");
        Files.writeString(key, "secret");
        for (Path hidden : new Path[] {key, Files.writeString(outside.resolve("f"), "x"), Path.of("/sys/kernel")}) {
            assertThat(files().stat(hidden.toString())).isEmpty();
            assertThatThrownBy(() -> files().read(hidden.toString()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("hidden from this sandbox");
            assertThatThrownBy(() -> files().list(hidden.getParent().toString()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> write(hidden.toString(), "x")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> files().delete(hidden.toString(), "")).isInstanceOf(IOException.class);
        }
        assertThat(key).hasContent("secret");
        link(path("link"), key.toString());
        assertThat(files().stat(path("link"))).isEmpty();
        assertThatThrownBy(() -> text(files().realPath(path("link")))).hasMessageContaining("hidden");
    }

    @Test
    void whatCanOnlyBeReadIsNotWritten() throws Exception {
        assertThat(text("/etc/passwd")).contains("root");
        for (String path : new String[] {"/etc/talaria-test", "/usr/talaria-test", "/etc/passwd/../talaria"}) {
            assertThatThrownBy(() -> write(path, "x"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be written in this sandbox");
            assertThatThrownBy(() -> files().append(path, new byte[1])).isInstanceOf(IOException.class);
        }
        Sandbox restricted = ConfinedHost.open(ConfinedHost.provider(home, directory, "restricted"));
        write(path("file"), "x");
        assertThatThrownBy(() -> restricted.files().write(path("file"), new byte[1], ""))
                .hasMessageContaining("cannot be written");
        try (var in = restricted.files().read(path("file"))) {
            assertThat(in.readAllBytes()).hasSize(1);
        }
        restricted.close();
    }

    @Test
    void ofTheHomeOnlyWhatHasNoDotIsSeen() throws Exception {
        Path user = Files.createDirectories(directory.resolve("user"));
        for (String name : new String[] {".ssh", ".config", "work"}) {
            Files.createDirectories(user.resolve(name));
        }
        Confinement confinement = new Confinements(
                        new HomeDirectories(home),
                        Optional.empty(),
                        Map.of("HOME", user.toString(), "PATH", "/usr/bin:/bin"))
                .make(
                        Confinements.options(
                                Map.of("confinement", "workspace", "homeEntries", ".config"),
                                new SandboxSpec("box", "local")),
                        new SandboxSpec("box", "local"));
        FileAccess files = new ConfinedFiles(new LocalFiles(), confinement);
        assertThat(files.list(user.toString())).extracting(FileEntry::name).containsExactly(".config", "work");
        assertThat(files.stat(user.resolve(".ssh").toString())).isEmpty();
    }
}
