package dev.talaria.engine.command;

import java.util.Locale;
import java.util.Set;

/** {@code git config}: many of its keys name a program. */
final class GitConfig {
    private static final Set<String> HARMLESS = Set.of(
            "user.name",
            "user.email",
            "init.defaultbranch",
            "pull.rebase",
            "push.default",
            "core.autocrlf",
            "core.filemode",
            "core.eol",
            "color.ui",
            "merge.conflictstyle",
            "pull.ff",
            "fetch.prune",
            "rerere.enabled",
            "advice.detachedhead",
            "commit.gpgsign",
            "rebase.autostash");

    private GitConfig() {}

    static void judge(GitWords words, Invocation invocation) {
        boolean reads = words.has("--get", "--list", "--get-all", "--get-regexp")
                || words.hasLetter('l')
                || words.first().is("get")
                || words.first().is("list")
                || words.operands().size() == 1;
        boolean edits = words.has("--edit", "--file", "--blob")
                || words.hasLetter('e', 'f')
                || words.first().is("edit");
        boolean global = words.has("--global", "--system");
        if (edits) {
            UnknownProgram.judge(invocation);
        } else if (reads) {
            invocation.readTree(Argument.known("."));
        } else if (global) {
            invocation.write(Argument.known(invocation.surroundings().home() + "/.gitconfig"));
            invocation.unknown();
        } else if (HARMLESS.contains(words.first().text().toLowerCase(Locale.ROOT))) {
            invocation.write(Argument.known(".git/config"));
        } else {
            UnknownProgram.judge(invocation);
        }
    }
}
