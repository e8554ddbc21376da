package dev.talaria.sandbox.local;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A detached command's processes: its process group, and all that inherited the variable that marks it, which finds
 * those that went to a session of their own (a terminal's shell does). A process that does both, leaves the group and
 * clears its environment, is not found: without isolation nothing holds it.
 */
final class DetachedFamily {
    static final String VARIABLE = "TALARIA_COMMAND";

    private static final long OBEDIENCE_MS = 1_500;
    private static final long DEATH_MS = 3_000;
    private static final long PAUSE_MS = 20;

    private final HostPrograms programs;
    private final String mark;
    private final ProcessIdentity leader;

    DetachedFamily(HostPrograms programs, String mark, ProcessIdentity leader) {
        this.programs = programs;
        this.mark = VARIABLE + "=" + mark;
        this.leader = leader;
    }

    List<ProcessTable.Entry> members() throws IOException {
        // A number is not given away again while a group has it: another process of that number means no such group.
        boolean groupMayBe = leader.isAlive() || leader.isUnused();
        return ProcessTable.all().stream()
                .filter(process -> groupMayBe && process.group() == leader.pid() || inherited(process))
                .toList();
    }

    /** Only what is younger may have it; the environments of all others are left alone. */
    private boolean inherited(ProcessTable.Entry process) {
        return process.start() >= leader.start() && ProcessTable.hasVariable(process, mark);
    }

    /**
     * TERM, some time to obey, KILL.
     *
     * @throws IOException naming those that live on
     */
    void end() throws IOException {
        List<ProcessTable.Entry> members = signal("TERM", OBEDIENCE_MS, false);
        if (!members.isEmpty()) {
            members = signal("KILL", DEATH_MS, true);
        }
        if (!members.isEmpty()) {
            throw new IOException("could not kill "
                    + members.stream().map(ProcessTable.Entry::toString).collect(Collectors.joining(", "))
                    + "; they may belong to another user or hang in the kernel. Look with ps, and end them by hand.");
        }
    }

    /** @param again for those that are born meanwhile */
    private List<ProcessTable.Entry> signal(String signal, long limitMs, boolean again) throws IOException {
        List<ProcessTable.Entry> members = members();
        send(signal, members);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (!members.isEmpty() && System.nanoTime() - end < 0) {
            pause();
            members = members();
            if (again) {
                send(signal, members);
            }
        }
        return members;
    }

    /** To whole groups at once, or one that forks faster than it is killed would win. */
    private void send(String signal, List<ProcessTable.Entry> members) {
        if (members.isEmpty()) {
            return;
        }
        String groups =
                members.stream().map(member -> "-" + member.group()).distinct().collect(Collectors.joining(" "));
        String single =
                members.stream().map(member -> Long.toString(member.pid())).collect(Collectors.joining(" "));
        Helper.succeeds(programs, "kill -" + signal + " -- " + groups + " || kill -" + signal + " -- " + single, "");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the command was being killed", e);
        }
    }
}
