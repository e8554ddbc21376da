package dev.talaria.sandbox.local;

import java.io.IOException;

/**
 * The processes of one command. With {@code setsid} the shell leads a group of its own, which reaches grandchildren
 * whose parents are gone; without it there is no group and this does nothing.
 */
final class ProcessGroup {
    private static final String TERM_THEN_KILL = "kill -TERM -- -$1 || exit 0;"
            + " for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do"
            + " sleep 0.05; kill -0 -- -$1 || exit 0; done;"
            + " kill -KILL -- -$1";
    private static final String KILL = "kill -KILL -- -$1";
    private static final String IS_ALIVE = "kill -0 -- -$1";
    /** A living process with the number of the dead shell means that the number was given away again. */
    private static final String IS_LEFT_OVER = "kill -0 -- -$1 && ! kill -0 $1";

    private final HostPrograms programs;
    private final long leader;

    ProcessGroup(HostPrograms programs, long leader) {
        this.programs = programs;
        this.leader = leader;
    }

    boolean isAlive() {
        return succeeds(IS_ALIVE) && hasLivingMember();
    }

    /** A signal reaches those too that ended and that nobody has asked how. */
    private boolean hasLivingMember() {
        try {
            return !ProcessTable.isThere()
                    || ProcessTable.all().stream().anyMatch(process -> process.group() == leader);
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether processes of the group outlived their shell. */
    boolean isLeftOver() {
        return succeeds(IS_LEFT_OVER) && hasLivingMember();
    }

    /** TERM, up to one second to obey, KILL. Only while the shell is known not to be reaped, or after isLeftOver. */
    void terminate() {
        succeeds(TERM_THEN_KILL);
    }

    void kill() {
        succeeds(KILL);
    }

    private boolean succeeds(String script) {
        return programs.setsid().isPresent() && Helper.succeeds(programs, script, Long.toString(leader));
    }
}
