package dev.talaria.launcher;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;

/**
 * {@code run/exit.properties}: who ended this process, for the supervisor. Without it, nobody could tell a stop from a
 * tool that called System.exit. Keys: {@code pid}; {@code how}: {@code stopped} by the launcher, {@code signal} or
 * {@code exit}; for the last {@code caller}, {@code thread}, {@code stack}, and {@code bundle} if an add-on's class is
 * in it.
 */
final class ExitNote {
    private static final int MOST_FRAMES = 40;
    private static final String LAUNCHER = "dev.talaria.launcher.";

    private final Path file;
    private final Shipped shipped;

    ExitNote(Path file, Path assembly) {
        this.file = file;
        shipped = new Shipped(assembly);
    }

    /** To be called by a shutdown hook, while bundles are still there. */
    void write(Framework framework) {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties(framework).store(writer, null);
        } catch (IOException e) {
            System.err.println("talaria: " + file + " cannot be written: " + e);
        }
    }

    private Properties properties(Framework framework) {
        Properties note = new Properties();
        note.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        note.setProperty("how", "stopped");
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (runsHooks(stack)) {
                describe(note, thread, stack, framework);
            }
        });
        return note;
    }

    /** The thread that ends the process stands there until all hooks have run. */
    private static boolean runsHooks(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals("java.lang.ApplicationShutdownHooks")
                        && frame.getMethodName().equals("runHooks"));
    }

    private void describe(Properties note, Thread thread, StackTraceElement[] stack, Framework framework) {
        List<StackTraceElement> callers = Arrays.stream(stack)
                .filter(frame -> !frame.getClassName().startsWith("java.lang."))
                .limit(MOST_FRAMES)
                .toList();
        boolean called = Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit"));
        if (!called) {
            boolean signal =
                    Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("java.lang.Terminator"));
            note.setProperty("how", signal ? "signal" : "stopped");
        } else if (callers.isEmpty() || !callers.get(0).getClassName().startsWith(LAUNCHER)) {
            note.setProperty("how", "exit");
            note.setProperty("caller", callers.isEmpty() ? "?" : shown(callers.get(0)));
            note.setProperty("thread", thread.getName());
            note.setProperty("stack", callers.stream().map(ExitNote::shown).collect(Collectors.joining("\n")));
            note.setProperty("bundle", addOn(callers, framework));
        }
    }

    /** Without the names of class loader and module. */
    private static String shown(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    /** Symbolic name and version of the innermost frame's bundle that did not come with the distribution, or "". */
    private String addOn(List<StackTraceElement> callers, Framework framework) {
        BundleContext context = framework == null ? null : framework.getBundleContext();
        if (context == null) {
            return "";
        }
        for (StackTraceElement frame : callers) {
            String entry = frame.getClassName().replace('.', '/') + ".class";
            for (Bundle bundle : context.getBundles()) {
                if (!shipped.contains(bundle) && bundle.getEntry(entry) != null) {
                    return bundle.getSymbolicName() + " " + bundle.getVersion();
                }
            }
        }
        return "";
    }
}
