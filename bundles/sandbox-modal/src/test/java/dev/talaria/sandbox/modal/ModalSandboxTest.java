package dev.talaria.sandbox.modal;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.modal.FakeSandbox;
import dev.talaria.testkit.modal.RequiresNamespaces;
import dev.talaria.testkit.sandbox.SandboxContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@RequiresNamespaces
class ModalSandboxTest extends SandboxContract {
    private static Box box;
    private static int count;
    private FakeSandbox machine;

    @BeforeAll
    static void start() {
        box = new Box();
    }

    @AfterAll
    static void end() {
        box.close();
    }

    /** One that stays, so that its processes can be looked for after its close. */
    @Override
    protected Sandbox open() throws IOException {
        count++;
        Sandbox opened = box.lasting("modal");
        machine = box.running();
        java.nio.file.Files.createDirectory(machine.root().resolve("workspace/" + count));
        return opened;
    }

    @Override
    protected String directory() {
        return "/workspace/" + count;
    }

    @Override
    protected boolean isAlive(long pid) {
        return machine.isAlive(pid);
    }
}
