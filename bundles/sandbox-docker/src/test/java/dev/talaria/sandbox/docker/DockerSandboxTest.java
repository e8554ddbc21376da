package dev.talaria.sandbox.docker;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresDocker;
import dev.talaria.testkit.sandbox.SandboxContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RequiresDocker
class DockerSandboxTest extends SandboxContract {
    private static Docker docker;
    private static Path root;
    private String directory;

    @BeforeAll
    static void begin() throws IOException {
        docker = new Docker();
        root = Docker.root(docker.open().container());
    }

    @AfterAll
    static void end() throws IOException {
        docker.close();
    }

    @Override
    protected Sandbox open() {
        Sandbox opened = docker.open();
        directory = docker.directory(opened);
        return opened;
    }

    @Override
    protected String directory() {
        return directory;
    }

    @Override
    protected boolean isAlive(long pid) {
        return Docker.isAlive(root, pid);
    }
}
