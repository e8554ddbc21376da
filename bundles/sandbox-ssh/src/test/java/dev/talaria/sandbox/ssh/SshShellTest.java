package dev.talaria.sandbox.ssh;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSsh;
import dev.talaria.testkit.env.SshServer;
import dev.talaria.testkit.sandbox.ShellContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RequiresSsh
class SshShellTest extends ShellContract {
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

    @Override
    protected Sandbox open() {
        return host.open();
    }

    @Override
    protected Sandbox reopen() {
        return host.open();
    }

    @Override
    protected String directory() {
        return directory.toString();
    }

    @Override
    protected void dispose(Sandbox used) {
        used.close();
        host.remove();
    }
}
