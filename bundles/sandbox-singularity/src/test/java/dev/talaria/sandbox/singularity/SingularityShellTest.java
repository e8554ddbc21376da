package dev.talaria.sandbox.singularity;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSingularity;
import dev.talaria.testkit.sandbox.ShellContract;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

@RequiresSingularity
class SingularityShellTest extends ShellContract {
    private static Apptainer apptainer;

    @BeforeAll
    static void start() throws IOException {
        apptainer = new Apptainer(Files.createTempDirectory("talaria-home"));
    }

    @AfterAll
    static void end() {
        apptainer.close();
    }

    @BeforeEach
    void directoryOfItsOwn() throws IOException {
        apptainer.nextDirectory();
    }

    @Override
    protected Sandbox open() {
        return apptainer.open();
    }

    @Override
    protected String directory() {
        return apptainer.directory();
    }

    @Override
    protected Sandbox reopen() {
        return apptainer.open();
    }
}
