package dev.talaria.deploy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * FileInstall's thread of one folder. It scans, then waits for its poll interval on its own monitor; it has a watch on
 * the folder but looks at it only then. Notifying it ends the wait, which is what makes a drop visible at once.
 *
 * <p>That is no interface of FileInstall's. If a later version waits elsewhere, nothing breaks: the poll interval
 * counts again.
 */
final class FileInstallThread {
    private static final String WATCHER = "org.apache.felix.fileinstall.internal.DirectoryWatcher";

    private final String name;
    private @Nullable Thread thread;

    FileInstallThread(Path folder) {
        name = "fileinstall-" + folder;
    }

    /** Ends its wait; false if it is not waiting, since it works or is not there. */
    boolean wake() {
        Thread found = find();
        if (found == null || !isWaiting(found)) {
            return false;
        }
        synchronized (found) {
            found.notifyAll();
        }
        return true;
    }

    private static boolean isWaiting(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (!frame.getClassName().equals(Object.class.getName())) {
                return frame.getClassName().equals(WATCHER)
                        && frame.getMethodName().equals("run");
            }
        }
        return false;
    }

    private @Nullable Thread find() {
        Thread known = thread;
        if (known == null || !known.isAlive()) {
            known = search();
            thread = known;
        }
        return known;
    }

    private @Nullable Thread search() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() * 2 + 8];
        int count = root.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().equals(name)) {
                return threads[i];
            }
        }
        return null;
    }
}
