package dev.talaria.launcher;

import dev.talaria.launcher.HomeCheck.UnfitException;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Entry point of an instance: {@code Main idle} ends by itself when nobody needs it, {@code Main stay} when it is told
 * to. People reach it by its socket.
 */
public final class Main {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_HOME_IN_USE = 4;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        String mode = arguments.isEmpty() ? "" : arguments.get(0);
        if (!mode.equals("idle") && !mode.equals("stay")) {
            return complain("an instance is started by 'talaria start', or by the first 'talaria ask'", EXIT_USAGE);
        }
        Path assembly = Path.of(System.getProperty("talaria.assembly")).toAbsolutePath();
        TalariaHome home = TalariaHome.fromEnvironment();
        try {
            HomeCheck.owned(home.root(), System.getProperty("user.name"));
            home.createDirectories();
            home.check();
            try (FileLock lock = home.tryLock()) {
                if (lock == null) {
                    return complain(
                            home.root() + " is in use by process " + home.ownerPid()
                                    + ". Stop that process, or set TALARIA_HOME to another folder.",
                            EXIT_HOME_IN_USE);
                }
                new ShippedDefaults(assembly.resolve("etc"), home.etc(), home.shippedEtc()).merge();
                KarafProperties.set(assembly, home);
                System.setProperty("karaf.startLocalConsole", "false");
                System.setProperty("talaria.resident", mode);
                System.setProperty("talaria.home.locked", "true");
                SupervisorWatch.start();
                return new EmbeddedKaraf(new ExitNote(home.exitNote(), assembly)).run();
            }
        } catch (UnfitException e) {
            return complain(e.getMessage(), e.exitCode());
        } catch (IOException e) {
            return complain(
                    home.root() + " cannot be prepared: " + e + ". Check that its disk has room and is not read-only,"
                            + " and that this user may write there; or set TALARIA_HOME to another folder.",
                    EXIT_FAILED);
        }
    }

    private static int complain(String message, int exitCode) {
        System.err.println("talaria: " + message);
        return exitCode;
    }
}
