package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code git}: what each of its commands does to the repository, to other machines and to what cannot come back. */
final class GitProgram {
    private static final Argument HERE = Argument.known(".");
    private static final Set<String> HARMLESS_GLOBAL =
            Set.of("--no-pager", "-P", "--no-optional-locks", "--literal-pathspecs", "--no-replace-objects");
    private static final Set<String> READS = Set.of(
            "status",
            "log",
            "diff",
            "show",
            "rev-parse",
            "ls-files",
            "ls-tree",
            "blame",
            "annotate",
            "describe",
            "shortlog",
            "grep",
            "cat-file",
            "rev-list",
            "name-rev",
            "diff-tree",
            "version",
            "diff-index",
            "diff-files",
            "merge-base",
            "show-ref",
            "for-each-ref",
            "count-objects",
            "whatchanged",
            "var",
            "cherry",
            "check-ignore",
            "range-diff",
            "help",
            "fsck",
            "verify-commit",
            "check-attr",
            "symbolic-ref",
            "--version");
    private static final Set<String> WRITES = Set.of(
            "add",
            "stage",
            "mv",
            "init",
            "format-patch",
            "apply",
            "notes",
            "bundle",
            "sparse-checkout",
            "maintenance",
            "pack-refs",
            "update-index",
            "commit-graph",
            "write-tree",
            "mktag",
            "hash-object");
    private static final Set<String> RUNS_HOOKS =
            Set.of("commit", "merge", "rebase", "cherry-pick", "revert", "am", "switch");
    private static final Set<String> DESTROYS = Set.of(
            "clean",
            "filter-branch",
            "filter-repo",
            "gc",
            "prune",
            "replace",
            "update-ref",
            "restore",
            "rm",
            "reset",
            "reflog");

    private final Invocation invocation;
    private final GitWords words;

    private GitProgram(Invocation invocation, GitWords words) {
        this.invocation = invocation;
        this.words = words;
    }

    static void judge(Invocation invocation) {
        List<Argument> all = new ArrayList<>(invocation.arguments());
        while (!all.isEmpty() && all.get(0).isOption()) {
            Argument option = all.remove(0);
            if (option.is("-C") && !all.isEmpty()) {
                elsewhere(all, invocation);
                return;
            } else if (option.is("--version") || option.is("--help")) {
                return;
            } else if (!option.isKnown() || !HARMLESS_GLOBAL.contains(option.text())) {
                UnknownProgram.judge(invocation);
                return;
            }
        }
        if (all.isEmpty()) {
            return;
        }
        if (!all.get(0).isKnown() || all.stream().anyMatch(word -> word.certainty() == Argument.Certainty.MANY)) {
            invocation.unparsable();
            return;
        }
        GitWords words = new GitWords(all);
        if (words.hasUncertainOption()) {
            invocation.unparsable();
        }
        new GitProgram(invocation, words).judge(all.get(0).text());
    }

    private static void elsewhere(List<Argument> words, Invocation invocation) {
        List<Argument> moved = new ArrayList<>(List.of(Argument.known("git")));
        moved.addAll(words.subList(1, words.size()));
        invocation
                .files()
                .targets(words.get(0), invocation.state())
                .filter(targets -> words.get(0).isKnown() && !targets.isEmpty())
                .ifPresentOrElse(
                        targets -> targets.forEach(target -> invocation.runAt(moved, target.path())),
                        invocation::unparsable);
    }

    private void judge(String command) {
        if (READS.contains(command)) {
            read(command);
        } else if (WRITES.contains(command)) {
            writeFiles();
        } else if (RUNS_HOOKS.contains(command)) {
            withHooks();
        } else if (DESTROYS.contains(command)) {
            destroy(command);
        } else {
            judgeOther(command);
        }
    }

    private void judgeOther(String command) {
        switch (command) {
            case "checkout":
            case "branch":
            case "tag":
            case "remote":
            case "stash":
            case "worktree":
            case "bisect":
                GitReferences.judge(command, words, invocation);
                break;
            case "config":
                GitConfig.judge(words, invocation);
                break;
            case "push":
            case "pull":
            case "fetch":
            case "clone":
            case "ls-remote":
            case "submodule":
                GitNetwork.judge(command, words, invocation);
                break;
            default:
                // An alias may be any command.
                UnknownProgram.judge(invocation);
        }
    }

    private void read(String command) {
        boolean runs =
                words.has("--ext-diff", "--textconv", "--open-files-in-pager", "--exec", "--filters", "--web", "--man")
                        || command.equals("grep") && words.hasLetter('O')
                        || command.equals("help") && words.hasLetter('w');
        if (runs) {
            invocation.unknown();
        }
        words.value("--output").ifPresent(invocation::write);
        if (words.has("--output")) {
            invocation.writeTree(HERE);
        }
        invocation.readTree(HERE);
        for (Argument operand : words.operands()) {
            int colon = operand.text().indexOf(':');
            invocation.read(operand.isKnown() && colon > 0 ? operand.from(colon + 1) : operand);
        }
    }

    private void writeFiles() {
        invocation.writeTree(HERE);
        words.operands().stream().filter(word -> word.text().contains("/")).forEach(invocation::write);
        words.value("--output-directory").ifPresent(invocation::writeTree);
        if (words.hasLetter('o') || words.has("--unsafe-paths", "--directory")) {
            invocation.unknown();
        }
    }

    private void withHooks() {
        invocation.writeTree(HERE);
        invocation.execute(Nature.WORKSPACE_CODE);
        if (words.has("--exec") || words.hasLetter('x') && words.command().equals("rebase")) {
            UnknownProgram.judge(invocation);
        }
        boolean discards = words.command().equals("switch")
                && (words.has("--discard-changes", "--force", "--force-create") || words.hasLetter('f', 'C'));
        if (discards) {
            invocation.execute(Nature.DESTRUCTIVE);
        }
    }

    private void destroy(String command) {
        boolean harmless = command.equals("clean") && (words.has("--dry-run") || words.hasLetter('n'))
                || command.equals("restore")
                        && (words.has("--staged") || words.hasLetter('S'))
                        && !words.has("--worktree")
                        && !words.hasLetter('W')
                || command.equals("rm") && words.has("--cached")
                || command.equals("reset") && !words.has("--hard", "--merge", "--keep")
                || command.equals("reflog")
                        && (words.operands().isEmpty() || words.first().is("show"))
                || command.equals("gc") && !words.has("--prune");
        if (command.equals("reflog") && harmless || command.equals("clean") && harmless) {
            invocation.readTree(HERE);
            return;
        }
        invocation.writeTree(HERE);
        if (!harmless) {
            invocation.execute(Nature.DESTRUCTIVE);
        }
    }
}
