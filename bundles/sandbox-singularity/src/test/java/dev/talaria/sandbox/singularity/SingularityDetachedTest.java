package dev.talaria.sandbox.singularity;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresSingularity;
import dev.talaria.testkit.sandbox.DetachedCommandContract;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

@RequiresSingularity
class SingularityDetachedTest extends DetachedCommandContract {
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
        apptainer.forgetDetached();
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
    protected boolean isAlive(long pid) {
        return apptainer.isAlive(apptainer.instance(), pid);
    }
}
