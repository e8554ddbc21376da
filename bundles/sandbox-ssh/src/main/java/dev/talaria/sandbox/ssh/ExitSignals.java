package dev.talaria.sandbox.ssh;

import java.util.Map;

/** The names of signals (RFC 4254, section 6.10) as exit codes of a shell. */
final class ExitSignals {
    private static final int BASE = 128;
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("TRAP", 5),
            Map.entry("ABRT", 6),
            Map.entry("BUS@openssh.com", 7),
            Map.entry("BUS", 7),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15),
            Map.entry("XCPU", 24),
            Map.entry("XFSZ", 25),
            Map.entry("SYS@openssh.com", 31));

    private ExitSignals() {}

    /** 128 + n; 255 for a signal of unknown number. */
    static int code(String name) {
        return NUMBERS.containsKey(name) ? BASE + NUMBERS.get(name) : 255;
    }
}
