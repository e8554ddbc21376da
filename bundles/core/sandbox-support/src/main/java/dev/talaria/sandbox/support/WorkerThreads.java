package dev.talaria.sandbox.support;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Makes the threads of commands. */
public final class WorkerThreads {
    private static final long STACK_BYTES = 256 * 1024;

    private WorkerThreads() {}

    /** A daemon thread that keeps nothing of the caller's access-control context. */
    @SuppressWarnings("removal")
    public static Thread create(String name, Runnable work) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, work, name, STACK_BYTES, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
    }
}
