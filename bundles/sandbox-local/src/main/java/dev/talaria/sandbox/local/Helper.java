package dev.talaria.sandbox.local;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A short script of our own. It sees nothing of the host's environment. */
final class Helper {
    private static final long LIMIT_S = 5;
    private static final File NOTHING = new File("/dev/null");

    private Helper() {}

    /** Whether it succeeded within five seconds; it is killed then. */
    static boolean succeeds(HostPrograms programs, String script, String argument) {
        return succeeds(programs, script, argument, NOTHING);
    }

    /** @param argument {@code $1} of the script */
    static boolean succeeds(HostPrograms programs, String script, String argument, File input) {
        List<String> words =
                new ArrayList<>(List.of(programs.bash(), "--noprofile", "--norc", "-c", script, "talaria"));
        words.add(argument);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin"));
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(input);
        boolean interrupted = false;
        try {
            Process helper = builder.start();
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
            while (helper.isAlive() && System.nanoTime() < giveUp) {
                try {
                    helper.waitFor(giveUp - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            boolean ended = !helper.isAlive();
            helper.destroyForcibly();
            return ended && helper.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
