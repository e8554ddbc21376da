package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * How an instance ended, by its exit code and by what it noted on its way out.
 *
 * @param code as of {@link Child#await}
 * @param note {@code run/exit.properties} of that process; empty if it had no time to write one
 */
record Ending(int code, Properties note) {
    /** Of a process that is nobody's child here. */
    static final int UNKNOWN = -1;

    static final int OUT_OF_MEMORY = 3;
    static final int USAGE = 2;
    static final int HOME_IN_USE = 4;
    /** {@code EX_TEMPFAIL} of sysexits.h. */
    static final int NO_ROOM = 75;
    /** {@code EX_CONFIG} of sysexits.h. */
    static final int CONFIGURATION = 78;

    private static final int NOT_EXECUTABLE = 126;
    private static final int SIGNALLED = 128;
    private static final int ABORTED = SIGNALLED + 6;
    private static final int KILLED = SIGNALLED + 9;
    private static final int SEGMENT = SIGNALLED + 11;

    static Ending notStarted(IOException failure) {
        Properties note = new Properties();
        note.setProperty("how", "unstarted");
        note.setProperty("caller", String.valueOf(failure.getMessage()));
        return new Ending(NOT_EXECUTABLE, note);
    }

    /** Of a process whose exit code nobody can know; its note is all there is. */
    static Ending adopted(Properties note) {
        return new Ending(note.getProperty("how", "").equals("stopped") ? 0 : UNKNOWN, note);
    }

    /** Somebody told it to stop, by {@code talaria stop} or by a signal. */
    boolean wanted() {
        String how = note.getProperty("how", "");
        return how.equals("signal") || how.equals("stopped") && code == 0;
    }

    /**
     * To start it again would end in the same way.
     *
     * @param first whether it is the first one, for which somebody waits who can make room
     */
    boolean hopeless(boolean first) {
        return note.getProperty("how", "stopped").equals("stopped")
                && (code == CONFIGURATION || code == USAGE || code == HOME_IN_USE || first && code == NO_ROOM);
    }

    /** The bundles, as name and version, whose code may have called System.exit; none if it is not known. */
    Set<String> bundles() {
        String noted = note.getProperty("bundles", "");
        return noted.isEmpty() ? Set.of() : new TreeSet<>(List.of(noted.split(",")));
    }

    /** A sentence without its full stop. */
    String cause() {
        if (note.getProperty("how", "").equals("exit")) {
            return "the instance was ended by System.exit(" + code + "), called by " + note.getProperty("caller", "?")
                    + (bundles().isEmpty() ? "" : " of " + String.join(" or ", bundles()));
        }
        return switch (code) {
            case UNKNOWN -> "the instance ended unexpectedly (exit code unknown, as 'talaria start' came after it)";
            case NOT_EXECUTABLE -> "the instance cannot be started: " + note.getProperty("caller", "exit code 126");
            case OUT_OF_MEMORY -> "the instance ran out of memory (exit code 3)";
            case ABORTED, SEGMENT -> "the JVM of the instance crashed (exit code " + code + ")";
            case KILLED -> "the instance was killed (SIGKILL)";
            case CONFIGURATION -> "the instance cannot work as it is set up (exit code 78)";
            case NO_ROOM -> "the instance has no room on its disk (exit code 75)";
            case HOME_IN_USE -> "another process has this home (exit code 4)";
            default -> "the instance ended unexpectedly (exit code " + code + ")";
        };
    }

    /** A sentence. */
    String remedy() {
        if (note.getProperty("how", "").equals("exit")) {
            return "Remove or correct the bundle that has this class.";
        }
        return switch (code) {
            case NOT_EXECUTABLE -> "Install a JDK 17, or set JAVA_HOME, then: talaria restart";
            case OUT_OF_MEMORY ->
                "Give it more memory, for instance TALARIA_JAVA_OPTS=-Xmx2g, or remove the add-on that needs it.";
            case ABORTED, SEGMENT ->
                "The file hs_err_pid….log in its directory says where; update Java, or remove the"
                        + " add-on with native code.";
            case KILLED -> "If nobody did that, the system was short of memory: see its log, and give it more.";
            case NO_ROOM -> "Make room where its last lines say.";
            case CONFIGURATION -> "Mend what its last lines name, then: talaria start";
            default -> "logs/talaria.log says more.";
        };
    }
}
