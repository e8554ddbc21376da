package dev.talaria.sandbox.support;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.sandbox.ShellContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RemoteShellTest extends ShellContract {
    @TempDir
    Path state;

    @TempDir
    Path directory;

    @Override
    protected Sandbox open() {
        return new HostBox(state);
    }

    @Override
    protected Sandbox reopen() {
        return new HostBox(state);
    }

    @Override
    protected String directory() {
        return directory.toString();
    }
}
