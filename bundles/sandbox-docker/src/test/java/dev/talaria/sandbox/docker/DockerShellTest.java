package dev.talaria.sandbox.docker;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresDocker;
import dev.talaria.testkit.sandbox.ShellContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RequiresDocker
class DockerShellTest extends ShellContract {
    private static Docker docker;
    private String directory;

    @BeforeAll
    static void begin() throws IOException {
        docker = new Docker();
    }

    @AfterAll
    static void end() throws IOException {
        docker.close();
    }

    @Override
    protected Sandbox open() {
        Sandbox opened = docker.open();
        directory = docker.directory(opened);
        Docker.run(opened, "rm -f " + DockerSandbox.STATE + "/shells/*");
        return opened;
    }

    @Override
    protected Sandbox reopen() {
        return docker.open();
    }

    @Override
    protected String directory() {
        return directory;
    }
}
