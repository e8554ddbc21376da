package dev.talaria.shell.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Threads that keep nobody's class loader alive: without a context class loader, and free of whoever starts them. */
public final class ServerThreads {
    private ServerThreads() {}

    public static Thread start(String name, Runnable work) {
        Thread thread = privileged(() -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            made.setContextClassLoader(null);
            return made;
        });
        thread.start();
        return thread;
    }

    @SuppressWarnings("removal") // there is no other way on 17; a later JDK ignores it
    private static Thread privileged(PrivilegedAction<Thread> action) {
        return AccessController.doPrivileged(action);
    }
}
