package dev.talaria.launcher;

import dev.talaria.exiting.Exiting;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** A process that notes its end and then ends, or waits to be ended. */
final class ExitingMain {
    private ExitingMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ExitNote note = new ExitNote(Path.of(arguments[0]), Path.of("nowhere"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> note.write(null)));
        switch (arguments[1]) {
            case "tool" -> Exiting.exit(0);
            case "launcher" -> System.exit(0);
            case "supervised" -> SupervisorWatch.start();
            default -> {}
        }
        System.out.println("ready");
        new Semaphore(0).acquire();
    }
}
