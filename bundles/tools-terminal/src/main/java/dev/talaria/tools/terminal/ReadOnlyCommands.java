package dev.talaria.tools.terminal;

import dev.talaria.api.approval.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges whether a command line only reads, and what. It knows a small part of the shell and says no to the rest, so
 * that every doubt ends with a question to a person (threat 16).
 *
 * <p>Read-only is one simple command of plain words ({@link PlainWords}) whose first word is the bare name of a program
 * on the list ({@link ReadOnlyPrograms}) with listed options. Files must be nameable exactly: a path with {@code ..}
 * is not, as it may lead through a symbolic link, and neither is anything below {@code /dev}, {@code /proc} and
 * {@code /sys}, where reading may wait, act or show other processes.
 *
 * <p>It is sound only where a name means the program: the sandbox must drop {@code BASH_ENV}, exported functions and
 * relative {@code PATH} entries. Symbolic links are not resolved here: whoever guards a file must resolve the path.
 */
final class ReadOnlyCommands {
    private static final Set<String> SPECIAL = Set.of("dev", "proc", "sys");

    /** @param reads every file and tree that the command reads */
    record Verdict(List<Read> reads) {}

    /** @param path absolute and normalised */
    record Read(String path, boolean tree) {
        Resource resource(String sandbox) {
            return tree ? Resource.tree(sandbox, path) : Resource.file(sandbox, path);
        }
    }

    private ReadOnlyCommands() {}

    /**
     * @param cwd where it would run
     * @return empty if it does not only read, or that is not certain
     */
    static Optional<Verdict> judge(String command, String cwd) {
        return PlainWords.of(command).flatMap(words -> judge(words, cwd));
    }

    private static Optional<Verdict> judge(List<String> words, String cwd) {
        ReadOnlyProgram program = ReadOnlyPrograms.ALL.get(words.get(0));
        if (program == null || !cwd.startsWith("/")) {
            return Optional.empty();
        }
        return program.parse(words.subList(1, words.size())).flatMap(arguments -> reads(program, arguments, cwd));
    }

    private static Optional<Verdict> reads(ReadOnlyProgram program, ReadOnlyProgram.Arguments arguments, String cwd) {
        switch (program.operands()) {
            case FILES_OR_HERE:
                return files(arguments.operands().isEmpty() ? List.of(".") : arguments.operands(), arguments, cwd);
            case FILES:
            case OPTIONAL_FILES:
                return files(arguments.operands(), arguments, cwd);
            default:
                return Optional.of(new Verdict(List.of()));
        }
    }

    private static Optional<Verdict> files(List<String> operands, ReadOnlyProgram.Arguments arguments, String cwd) {
        List<Read> reads = new ArrayList<>();
        for (String operand : operands) {
            Optional<String> path = absolute(operand.startsWith("/") ? operand : cwd + "/" + operand);
            if (path.isEmpty()) {
                return Optional.empty();
            }
            reads.add(new Read(path.get(), arguments.recursive()));
        }
        return Optional.of(new Verdict(reads));
    }

    private static Optional<String> absolute(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                return Optional.empty();
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        boolean special = !names.isEmpty() && SPECIAL.contains(names.get(0));
        return special ? Optional.empty() : Optional.of("/" + String.join("/", names));
    }
}
