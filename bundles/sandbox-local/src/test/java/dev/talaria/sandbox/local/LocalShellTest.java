package dev.talaria.sandbox.local;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.sandbox.ShellContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class LocalShellTest extends ShellContract {
    @TempDir
    Path directory;

    @TempDir
    Path home;

    @Override
    protected Sandbox open() {
        return new LocalSandboxProvider(new HomeDirectories(home), System.getenv(), Map.of())
                .open(new SandboxSpec("box", "local"), line -> {}, new CancellationSource());
    }

    @Override
    protected Sandbox reopen() {
        return open();
    }

    @Override
    protected String directory() {
        try {
            return directory.toRealPath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
