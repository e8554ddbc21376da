package dev.talaria.sandbox.docker;

import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresDocker;
import dev.talaria.testkit.sandbox.DetachedCommandContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

@RequiresDocker
class DockerDetachedTest extends DetachedCommandContract {
    private static Docker docker;
    private static Path root;
    private Sandbox sandbox;
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

    @BeforeEach
    void openOne() {
        sandbox = docker.open();
        directory = docker.directory(sandbox);
    }

    @AfterEach
    void forgetAll() throws IOException {
        for (DetachedCommand command : sandbox.detached()) {
            command.kill();
            command.forget();
        }
        sandbox.close();
    }

    @Override
    protected Sandbox open() {
        return docker.open();
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
