package dev.talaria.deploy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * FileInstall's thread of one folder. It scans, then waits for its poll interval on its own monitor. Notifying it ends
 * the wait, which is what makes a drop visible at once.
 *
 * <p>That is no interface of FileInstall's. If a later version waits elsewhere, nothing breaks: the poll interval
 * counts again.
 */
final class FileInstallThread {
    private static final String WATCHER = "org.apache.felix.fileinstall.internal.DirectoryWatcher";

    private final String name;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private @Nullable Thread thread;
    private long waitsAtLastWake = -1;

    FileInstallThread(Path folder) {
        name = "fileinstall-" + folder;
    }

    /** Ends its wait; false if it has not come back to it since the last time, or is not there. */
    boolean wake() {
        Thread found = find();
        ThreadInfo info = found == null ? null : threads.getThreadInfo(found.getId(), 4);
        if (info == null || info.getWaitedCount() == waitsAtLastWake || !isWaiting(info)) {
            return false;
        }
        waitsAtLastWake = info.getWaitedCount();
        synchronized (found) {
            found.notifyAll();
        }
        return true;
    }

    private static boolean isWaiting(ThreadInfo info) {
        for (StackTraceElement frame : info.getStackTrace()) {
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
            waitsAtLastWake = -1;
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
