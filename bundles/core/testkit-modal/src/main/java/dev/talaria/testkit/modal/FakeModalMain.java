package dev.talaria.testkit.modal;

import java.io.IOException;

/** Serves until its standard input ends; says first what a client needs in its environment, a variable on each line. */
public final class FakeModalMain {
    private FakeModalMain() {}

    public static void main(String[] arguments) throws IOException {
        try (FakeModal modal = FakeModal.start()) {
            modal.environment().forEach((name, value) -> System.out.println(name + "=" + value));
            System.out.println();
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
