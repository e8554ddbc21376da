package dev.talaria.testkit.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.FileAccess;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FakeFilesTest extends FileAccessContract {
    private final FakeFiles files = new FakeFiles().directory("/work");

    @Override
    protected FileAccess files() {
        return files;
    }

    @Override
    protected String directory() {
        return "/work";
    }

    @Override
    protected void link(String path, String target) {
        files.link(path, target);
    }

    @Override
    protected void pipe(String path) {
        files.device(path);
    }

    @Test
    void failuresOnDemand() throws Exception {
        files.file("/work/a", "1").unwritable("/work");
        assertThatThrownBy(() -> write("/work/b", "x")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> files.delete("/work/a", "")).isInstanceOf(AccessDeniedException.class);
        FakeFiles others = new FakeFiles().file("/work/a", "1");
        String version = others.stat("/work/a").orElseThrow().version();
        others.beforeChange(path -> others.file(path, "of somebody else"));
        assertThatThrownBy(() -> others.write("/work/a", bytes("x"), version)).hasMessageContaining("somebody else");
        assertThat(others.text("/work/a")).isEqualTo("of somebody else");
    }
}
