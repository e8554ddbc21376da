package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is known of a program by its name. */
final class Programs {
    private static final Set<String> SYSTEM_DIRECTORIES = Set.of(
            "/bin",
            "/sbin",
            "/usr/bin",
            "/usr/sbin",
            "/usr/local/bin",
            "/usr/local/sbin",
            "/opt/homebrew/bin",
            "/snap/bin");
    private static final Map<String, Program> SPECIAL = special();

    private Programs() {}

    static void judge(Invocation invocation) {
        String name = invocation.name();
        if (name.indexOf('/') >= 0) {
            CodeFiles.run(Argument.known(name), invocation);
            if (Interpreters.isOne(baseName(name))) {
                Interpreters.judge(baseName(name), invocation);
            }
            return;
        }
        Program program = find(name, invocation.argument(0));
        if (program == null) {
            UnknownProgram.judge(invocation);
        } else {
            program.judge(invocation);
        }
    }

    /** The words with the bare name of the program, if that is where the system has its programs. */
    static List<Argument> named(List<Argument> words, ShellState state) {
        String name = words.get(0).text();
        if (!words.get(0).isKnown() || name.indexOf('/') < 0) {
            return words;
        }
        String directory =
                state.directories().isEmpty() ? "/" : state.directories().get(0);
        String path = Paths.resolved(name, directory);
        if (!SYSTEM_DIRECTORIES.contains(path.substring(0, path.lastIndexOf('/')))) {
            return words;
        }
        List<Argument> named = new ArrayList<>(words);
        named.set(0, Argument.known(baseName(path)));
        return named;
    }

    /** A name with a version means the program without. */
    private static @Nullable Program find(String name, Argument first) {
        Program program = exactly(name, first);
        if (program != null) {
            return program;
        }
        String plain = name.startsWith("mkfs.") || name.startsWith("fsck.")
                ? name.substring(0, "mkfs".length())
                : name.replaceFirst("-?[0-9][0-9.]*$", "");
        return plain.equals(name) ? null : exactly(plain, first);
    }

    private static @Nullable Program exactly(String name, Argument first) {
        Program program = SPECIAL.get(name);
        return program == null ? ProgramTable.find(name, first) : program;
    }

    static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Map<String, Program> special() {
        Map<String, Program> programs = new HashMap<>();
        ShellBuiltins.addTo(programs);
        VariableBuiltins.addTo(programs);
        Wrappers.addTo(programs);
        Interpreters.addTo(programs);
        Transfers.addTo(programs);
        Archives.addTo(programs);
        SystemPrograms.addTo(programs);
        CheckedPrograms.addTo(programs);
        programs.put("find", FindProgram::judge);
        programs.put("xargs", XargsProgram::judge);
        programs.put("sed", SedProgram::judge);
        programs.put("gsed", SedProgram::judge);
        List.of("awk", "gawk", "mawk", "nawk").forEach(awk -> programs.put(awk, AwkProgram::judge));
        programs.put("git", GitProgram::judge);
        return Map.copyOf(programs);
    }
}
