package dev.talaria.sandbox.ssh;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSsh;
import dev.talaria.testkit.env.SshServer;
import dev.talaria.testkit.sandbox.DetachedCommandContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

@RequiresSsh
class SshDetachedTest extends DetachedCommandContract {
    private static SshHost host;
    private final Path directory = host.directory("work", SshServer.USER);

    @BeforeAll
    static void start() {
        host = new SshHost(SshServer.USER);
    }

    @AfterAll
    static void end() {
        host.close();
    }

    @BeforeEach
    void begin() {
        host.newSandbox();
    }

    @Override
    protected Sandbox open() {
        return host.open();
    }

    @Override
    protected String directory() {
        return directory.toString();
    }

    @Override
    protected boolean isAlive(long pid) {
        return SshHost.isAlive(pid);
    }
}
