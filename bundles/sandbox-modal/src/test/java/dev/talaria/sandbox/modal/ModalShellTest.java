package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.modal.RequiresNamespaces;
import dev.talaria.testkit.sandbox.ShellContract;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RequiresNamespaces
class ModalShellTest extends ShellContract {
    private static Box box;
    private static int count;

    @BeforeAll
    static void start() {
        box = new Box();
    }

    @AfterAll
    static void end() {
        box.close();
    }

    @Override
    protected Sandbox open() throws IOException {
        count++;
        Sandbox opened = box.lasting("modal/" + count);
        Files.createDirectory(
                box.modal.running().get(box.modal.running().size() - 1).root().resolve("workspace/" + count));
        return opened;
    }

    @Override
    protected Sandbox reopen() {
        return box.lasting("modal/" + count);
    }

    @Override
    protected void dispose(Sandbox used) {
        used.close();
        box.provider().remove(new SandboxSpec("modal/" + count, "modal"));
    }

    @Override
    protected String directory() {
        return "/workspace/" + count;
    }
}
