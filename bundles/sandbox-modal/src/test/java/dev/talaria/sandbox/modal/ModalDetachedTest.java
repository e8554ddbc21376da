package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.modal.RequiresNamespaces;
import dev.talaria.testkit.sandbox.DetachedCommandContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

@RequiresNamespaces
class ModalDetachedTest extends DetachedCommandContract {
    private static Box box;
    private ModalSandbox opened;

    @BeforeAll
    static void start() {
        box = new Box();
    }

    @AfterAll
    static void end() {
        box.close();
    }

    /** Opened once for each test, and again where that is what the test is about; the machine is the same for all. */
    @Override
    protected Sandbox open() {
        opened = box.lasting("modal");
        return opened;
    }

    @AfterEach
    void forgetAll() throws IOException {
        for (DetachedCommand command : opened.detached()) {
            command.kill();
            while (command.ended().isEmpty()) {
                Thread.onSpinWait();
            }
            command.forget();
        }
    }

    @Override
    protected String directory() {
        return "/workspace";
    }

    @Override
    protected boolean isAlive(long pid) {
        return box.running().isAlive(pid);
    }
}
