package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.List;

/** The commands of git that list and move branches, tags, remotes, stashes and worktrees. */
final class GitReferences {
    private static final Argument HERE = Argument.known(".");

    private final Invocation invocation;
    private final GitWords words;

    private GitReferences(Invocation invocation, GitWords words) {
        this.invocation = invocation;
        this.words = words;
    }

    static void judge(String command, GitWords words, Invocation invocation) {
        GitReferences references = new GitReferences(invocation, words);
        switch (command) {
            case "checkout" -> references.checkout();
            case "branch" -> references.list("-a", "-r", "-v", "-vv", "-l");
            case "tag" -> references.list("-l", "-n", "--list");
            case "remote" -> references.remote();
            case "stash" -> references.stash();
            case "worktree" -> references.worktree();
            case "bisect" -> references.bisect();
            default -> throw new IllegalArgumentException(command);
        }
    }

    private void checkout() {
        boolean creates = words.hasLetter('b') || words.has("--track", "--orphan");
        boolean paths = words.hasSeparator()
                || words.operands().size() > 1
                || words.operands().stream()
                        .anyMatch(word -> !word.isKnown() || word.text().matches("\\.|.*\\.[A-Za-z]{1,5}|.*/"));
        boolean discards = words.has("--force", "--ours", "--theirs", "--patch") || words.hasLetter('f', 'B', 'p');
        invocation.writeTree(HERE);
        invocation.execute(discards || paths && !creates ? Nature.DESTRUCTIVE : Nature.WORKSPACE_CODE);
    }

    private void list(String... letters) {
        boolean lists = words.operands().isEmpty()
                || List.of(letters).stream().anyMatch(words::isWritten)
                || words.has("--list", "--contains", "--merged", "--no-merged", "--show-current", "--points-at");
        boolean forces = words.has("--delete", "--force", "--move")
                || words.hasLetter('D', 'M', 'f', 'C')
                || words.command().equals("tag") && words.hasLetter('d');
        if (forces) {
            invocation.execute(Nature.DESTRUCTIVE);
        } else if (words.has("--edit-description")) {
            invocation.unknown();
        }
        if (lists && !forces && !words.hasLetter('d', 'm', 'u', 'c')) {
            invocation.readTree(HERE);
        } else {
            invocation.writeTree(HERE);
        }
    }

    private void remote() {
        String action = words.first().text();
        if (action.isEmpty() || action.equals("get-url")) {
            invocation.readTree(HERE);
        } else {
            invocation.writeTree(HERE);
            if (action.equals("show") || action.equals("update") || action.equals("prune")) {
                invocation.network(NetworkAddress.ANY);
            } else if (words.operands().stream().anyMatch(word -> word.text().contains("::"))) {
                invocation.unknown();
            }
        }
    }

    private void stash() {
        String action = words.first().text();
        if (action.equals("list") || action.equals("show")) {
            invocation.readTree(HERE);
        } else {
            invocation.writeTree(HERE);
            if (action.equals("drop") || action.equals("clear")) {
                invocation.execute(Nature.DESTRUCTIVE);
            }
        }
    }

    private void worktree() {
        if (words.first().is("list")) {
            invocation.readTree(HERE);
            return;
        }
        invocation.writeTree(HERE);
        words.operands().stream().skip(1).limit(1).forEach(invocation::writeTree);
        invocation.execute(words.first().is("add") ? Nature.WORKSPACE_CODE : Nature.DESTRUCTIVE);
    }

    private void bisect() {
        invocation.writeTree(HERE);
        if (words.first().is("run")) {
            invocation.run(words.operands().subList(1, words.operands().size()));
            invocation.unknown();
        }
    }
}
