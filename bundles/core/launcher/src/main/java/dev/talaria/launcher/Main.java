package dev.talaria.launcher;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Entry point of the process: {@code Main shell} opens a console, {@code Main ask words…} runs one command.
 *
 * <p>The exit code is {@code talaria.exit.code}, which a bundle sets before it stops the framework.
 */
public final class Main {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_HOME_IN_USE = 4;
    private static final String UNIT_SEPARATOR = "\037";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        String mode = arguments.isEmpty() ? "" : arguments.get(0);
        if (!mode.equals("ask") && !mode.equals("shell")) {
            return complain("usage: talaria ask \"MESSAGE\" | talaria shell", EXIT_USAGE);
        }
        Path assembly = Path.of(System.getProperty("talaria.assembly")).toAbsolutePath();
        TalariaHome home = TalariaHome.fromEnvironment();
        try {
            home.createDirectories();
            try (FileLock lock = home.tryLock()) {
                if (lock == null) {
                    return complain(
                            home.root() + " is in use by process " + home.ownerPid()
                                    + ". Stop that process, or set TALARIA_HOME to another folder.",
                            EXIT_HOME_IN_USE);
                }
                new ShippedDefaults(assembly.resolve("etc"), home.etc(), home.shippedEtc()).merge();
                KarafProperties.set(assembly, home);
                System.setProperty("karaf.startLocalConsole", String.valueOf(mode.equals("shell")));
                // The prompt comes when the commands are there. In other modes this would write to standard output.
                System.setProperty("karaf.delay.console", String.valueOf(mode.equals("shell")));
                if (mode.equals("ask")) {
                    System.setProperty("talaria.command", String.join(UNIT_SEPARATOR, arguments));
                }
                return new EmbeddedKaraf().run();
            }
        } catch (IOException e) {
            return complain(home.root() + " cannot be prepared: " + e, EXIT_FAILED);
        }
    }

    private static int complain(String message, int exitCode) {
        System.err.println("talaria: " + message);
        return exitCode;
    }
}
