package dev.talaria.exiting;

/** Code that is not the launcher's and ends the process. */
public final class Exiting {
    private Exiting() {}

    /** On a thread of its own, as a tool would. */
    public static void exit(int code) {
        new Thread(() -> System.exit(code), "a-tool").start();
    }
}
