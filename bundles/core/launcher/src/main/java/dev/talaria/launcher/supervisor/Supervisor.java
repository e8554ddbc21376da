package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Entry point: {@code Supervisor HOME COMMAND…} keeps the command, an instance on that home, alive. It ends with 0 when
 * the instance was told to stop, and with the instance's exit code when to start it again is of no use. With
 * {@code -Dtalaria.adopt=PID} the instance runs already, as that process.
 */
public final class Supervisor {
    /** Longer than the instance itself waits for its bundles. */
    private static final Duration GRACE = Duration.ofSeconds(35);

    private Supervisor() {}

    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println("talaria: the supervisor is started by 'talaria start'");
            System.exit(Ending.USAGE);
        }
        Home home = new Home(Path.of(arguments[0]).toAbsolutePath().normalize());
        System.exit(run(home, Arrays.asList(arguments).subList(1, arguments.length)));
    }

    private static int run(Home home, List<String> command) {
        try {
            home.createDirectories();
            try (FileLock lock = home.tryLock()) {
                if (lock == null) {
                    System.err.println("talaria: " + home.root() + " is supervised by process " + home.supervisorPid()
                            + ". Stop that with 'talaria stop', or set TALARIA_HOME to another folder.");
                    return Ending.HOME_IN_USE;
                }
                return supervise(home, command);
            }
        } catch (IOException e) {
            System.err.println("talaria: " + home.root() + " cannot be used: " + e
                    + ". Make it a folder that this user may write to, or set TALARIA_HOME to another.");
            return Ending.CONFIGURATION;
        }
    }

    private static int supervise(Home home, List<String> command) {
        Supervision supervision = new Supervision(home, command, Time.SYSTEM, System.err);
        Thread hook = new Thread(
                () -> {
                    supervision.stop(GRACE);
                    home.forgetPid();
                },
                "talaria-supervisor-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        Long adopted = Long.getLong("talaria.adopt");
        int code = adopted == null ? supervision.run() : supervision.adopt(adopted);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is what ended it.
        }
        home.forgetPid();
        return code;
    }
}
