package dev.talaria.sandbox.ssh;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSsh;
import dev.talaria.testkit.env.SshServer;
import dev.talaria.testkit.sandbox.SandboxContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** An account without special rights, and a server with the sessions that sshd gives by default. */
@RequiresSsh
class SshSandboxTest extends SandboxContract {
    private static SshHost host;
    private Path directory;

    @BeforeAll
    static void start() {
        host = new SshHost(SshServer.USER);
    }

    @AfterAll
    static void end() {
        host.close();
    }

    @BeforeEach
    void makeDirectory() {
        directory = host.directory("work", SshServer.USER);
    }

    @Override
    protected Sandbox open() {
        return host.open();
    }

    @Override
    protected String directory() {
        if (directory == null) {
            makeDirectory();
        }
        return directory.toString();
    }

    @Override
    protected boolean isAlive(long pid) {
        return SshHost.isAlive(pid);
    }
}
