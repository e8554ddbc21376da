package dev.talaria.sandbox.support;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.sandbox.DetachedCommandContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RemoteDetachedTest extends DetachedCommandContract {
    @TempDir
    Path state;

    @TempDir
    Path directory;

    @Override
    protected Sandbox open() {
        return new HostBox(state);
    }

    @Override
    protected String directory() {
        return directory.toString();
    }

    @Override
    protected boolean isAlive(long pid) {
        return Processes.isAlive(pid);
    }
}
