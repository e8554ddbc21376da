package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import dev.talaria.engine.command.Argument.Certainty;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Builds, tests and the like: they run what the workspace says, so they are as harmless as the workspace, as long as
 * their words point nowhere else and say nothing to run themselves.
 */
final class WorkspaceCode {
    private static final Pattern CODE =
            Pattern.compile("[;|&`<>]|\\$[({]|^-(?:exec|toolexec|vettool|wrapper|fplugin)\\b"
                    + "|^--?(?:exec|toolexec|vettool|eval|execute)(?:=|$)|^exec:|^-Dexec\\.|exec-maven|groovy-maven|antrun"
                    + "|^(?:\\.?SHELL|MAKEFLAGS|CC|CXX|LD|AR)[:+?]?=");
    private static final Set<String> WITH_INLINE_CODE = Set.of(
            "groovy", "scala", "kotlin", "ts-node", "tsx", "elixir", "iex", "erl", "jshell", "make", "gmake", "cmake",
            "ghc", "lein", "swift", "bazel");
    private static final Set<String> INLINE = Set.of("-e", "-E", "-ex", "--eval", "-eval", "-s", "-p");
    private static final Pattern SEPARATORS = Pattern.compile("[=:,]");

    private WorkspaceCode() {}

    static void judge(Invocation invocation) {
        boolean unknown = invocation.arguments().stream()
                .anyMatch(word -> word.certainty().compareTo(Certainty.GLOB) > 0
                        || word.certainty() == Certainty.GLOB
                                && word.mayBeOption()
                                && word.after().length() < 2);
        if (unknown) {
            invocation.unparsable();
        } else if (isOwn(invocation)) {
            invocation.execute(Nature.WORKSPACE_CODE);
        } else {
            UnknownProgram.judge(invocation);
        }
    }

    /** The command behind {@code poetry run} and its like. */
    static List<Argument> wrapped(List<Argument> words) {
        int start = 1;
        while (start < words.size() && words.get(start).isOption()) {
            start++;
        }
        return words.subList(Math.min(start, words.size()), words.size());
    }

    private static boolean isOwn(Invocation invocation) {
        List<String> directories = invocation.state().directories();
        Surroundings surroundings = invocation.surroundings();
        boolean here = !directories.isEmpty() && directories.stream().allMatch(surroundings::isWorkspace);
        boolean readsCode = invocation.arguments().isEmpty()
                && invocation.input().type() != Input.Type.NOTHING
                && WITH_INLINE_CODE.contains(invocation.name());
        return here
                && !readsCode
                && invocation.arguments().stream().noneMatch(word -> isCode(word, invocation))
                && invocation.arguments().stream().noneMatch(word -> pointsOutside(word, invocation));
    }

    private static boolean isCode(Argument word, Invocation invocation) {
        return CODE.matcher(word.text()).find()
                || WITH_INLINE_CODE.contains(invocation.name()) && INLINE.contains(word.text());
    }

    private static boolean pointsOutside(Argument word, Invocation invocation) {
        String text = word.text();
        if (text.contains("://")) {
            return text.startsWith("file:");
        }
        boolean glued = text.length() > 2 && text.charAt(0) == '-' && text.charAt(1) != '-';
        if (glued && isOutside(text.substring(2), invocation)) {
            return true;
        }
        return isOutside(text, invocation)
                || SEPARATORS.splitAsStream(text).anyMatch(piece -> isOutside(piece, invocation));
    }

    private static boolean isOutside(String text, Invocation invocation) {
        boolean path = text.startsWith("/")
                || text.startsWith("~")
                || text.equals("..")
                || text.contains("../")
                || text.endsWith("/..");
        return path
                && invocation.state().directories().stream()
                        .map(directory -> Paths.resolved(text, directory))
                        .anyMatch(resolved -> !Paths.isStream(resolved)
                                && (text.startsWith("~")
                                        || !invocation.surroundings().isWorkspace(resolved)));
    }
}
