package dev.talaria.engine.command;

import java.util.List;
import java.util.Set;

/** A program that nobody knows, or one that can run anything. */
final class UnknownProgram {
    private static final int MOST_WORDS = 12;
    private static final int MOST_WORDS_EACH = 500;
    private static final Set<String> SUSPICIOUS = Set.of(
            "rm",
            "dd",
            "mkfs",
            "mke2fs",
            "mkswap",
            "wipefs",
            "shred",
            "shutdown",
            "reboot",
            "halt",
            "poweroff",
            "init",
            "telinit",
            "systemctl",
            "chmod",
            "chown",
            "find",
            "xargs",
            "kill",
            "mv",
            "sh",
            "bash",
            "dash",
            "zsh",
            "ksh",
            "env",
            "sudo",
            "busybox",
            "blkdiscard",
            "sgdisk",
            "tee",
            "cp");

    private UnknownProgram() {}

    static void judge(Invocation invocation) {
        invocation.unknown();
        suspectWrapped(invocation);
    }

    /** If it should run its words as a command, at least the host must stay whole. */
    static void suspectWrapped(Invocation invocation) {
        List<Argument> words = invocation.arguments();
        for (int i = 0; i < Math.min(words.size(), MOST_WORDS); i++) {
            String base = Programs.baseName(words.get(i).text());
            String name = base.startsWith("mkfs.") ? "mkfs" : base;
            if (words.get(i).isKnown() && SUSPICIOUS.contains(name)) {
                invocation.suspect(words.subList(i, Math.min(words.size(), i + MOST_WORDS_EACH)));
            } else if (words.get(i).isKnown() && name.startsWith("rm ")) {
                invocation.suspect(List.of(Argument.known("sh"), Argument.known("-c"), words.get(i)));
            }
        }
    }
}
