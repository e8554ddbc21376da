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
 * {@code exit}; for the last {@code caller}, {@code thread}, {@code stack}, and {@code bundles} if an add-on's class is
 * in it: several, with commas, if several have a class of that name.
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

    /**
     * To be called by a shutdown hook, while bundles are still there.
     *
     * @return whether the end is wanted: not by System.exit
     */
    boolean write(Framework framework) {
        Properties note = properties(framework);
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            note.store(writer, null);
        } catch (IOException e) {
            System.err.println("talaria: " + file + " cannot be written: " + e);
        }
        return !note.getProperty("how").equals("exit");
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
            note.setProperty("bundles", addOns(callers, framework));
        }
    }

    /** Without the names of class loader and module. */
    private static String shown(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    /** Symbolic name and version of those that have the innermost frame's class and did not come with the distribution. */
    private String addOns(List<StackTraceElement> callers, Framework framework) {
        BundleContext context = framework == null ? null : framework.getBundleContext();
        if (context == null) {
            return "";
        }
        List<Bundle> added = Arrays.stream(context.getBundles())
                .filter(bundle -> !shipped.contains(bundle))
                .toList();
        return callers.stream()
                .map(frame -> frame.getClassName().replace('.', '/') + ".class")
                .map(entry -> added.stream()
                        .filter(bundle -> bundle.getEntry(entry) != null)
                        .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                        .collect(Collectors.joining(",")))
                .filter(bundles -> !bundles.isEmpty())
                .findFirst()
                .orElse("");
    }
}
