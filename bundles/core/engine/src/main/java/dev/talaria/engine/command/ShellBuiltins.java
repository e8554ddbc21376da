package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Commands of the shell that change where it is, what it runs, or how. */
final class ShellBuiltins {
    private static final Pattern HARMLESS_SET = Pattern.compile("[-+][euxvo]+");
    private static final Set<String> HARMLESS_MODES =
            Set.of("pipefail", "errexit", "nounset", "xtrace", "verbose", "posix-off");

    private ShellBuiltins() {}

    static void addTo(Map<String, Program> programs) {
        programs.put("cd", ShellBuiltins::changeDirectory);
        programs.put("pushd", ShellBuiltins::changeDirectory);
        programs.put("popd", invocation -> invocation.outcome(elsewhere(invocation)));
        programs.put("dirs", invocation -> {});
        programs.put("exit", ShellBuiltins::leave);
        programs.put("logout", ShellBuiltins::leave);
        programs.put("return", invocation -> {});
        programs.put("break", Invocation::leaveLoop);
        programs.put("continue", Invocation::leaveLoop);
        programs.put("eval", ShellBuiltins::evaluate);
        programs.put("source", ShellBuiltins::source);
        programs.put(".", ShellBuiltins::source);
        programs.put("set", ShellBuiltins::set);
        programs.put("test", ShellBuiltins::test);
        programs.put("[", ShellBuiltins::test);
        for (String name : List.of(
                "alias",
                "trap",
                "shopt",
                "enable",
                "complete",
                "compgen",
                "bind",
                "fc",
                "history",
                "caller",
                "compopt",
                "suspend",
                "umask",
                "shift",
                "coproc")) {
            programs.put(name, Invocation::taint);
        }
        programs.put("umask", invocation -> {});
        programs.put("hash", ShellBuiltins::remember);
    }

    /** With a path it makes a name mean another program. */
    private static void remember(Invocation invocation) {
        if (!invocation.arguments().stream().allMatch(word -> word.is("-r") || word.isKnown() && !word.isOption())) {
            invocation.taint();
        }
    }

    private static void changeDirectory(Invocation invocation) {
        List<Argument> operands = new ArrayList<>(invocation.arguments());
        operands.removeIf(
                word -> word.isKnown() && Set.of("-P", "-L", "-e", "--").contains(word.text()));
        if (operands.isEmpty()) {
            operands.add(Argument.known(invocation.surroundings().home()));
        }
        Argument directory = operands.get(0);
        boolean plain = operands.size() == 1
                && directory.isKnown()
                && !directory.text().startsWith("-")
                && !directory.text().startsWith("+");
        Optional<List<FileEffects.Target>> targets = invocation.files().targets(directory, invocation.state());
        if (!plain || targets.isEmpty() || targets.get().isEmpty()) {
            invocation.outcome(elsewhere(invocation));
            return;
        }
        List<String> directories =
                targets.get().stream().map(FileEffects.Target::path).distinct().toList();
        invocation.outcome(new Outcome(invocation.state().at(directories), invocation.state()));
    }

    private static Outcome elsewhere(Invocation invocation) {
        return Outcome.of(invocation.state().at(List.of()));
    }

    private static void leave(Invocation invocation) {
        invocation.outcome(Outcome.of(invocation.state().ended()));
    }

    private static void evaluate(Invocation invocation) {
        if (invocation.arguments().stream().allMatch(Argument::isKnown)) {
            List<String> words =
                    invocation.arguments().stream().map(Argument::text).toList();
            invocation.outcome(invocation.script(String.join(" ", words)));
        } else {
            invocation.unparsable();
            invocation.outcome(Outcome.of(invocation.state().forgotten()));
        }
    }

    /** Whatever the file sets stays in this shell. */
    private static void source(Invocation invocation) {
        CodeFiles.run(invocation.argument(0), invocation);
        invocation.taint();
        invocation.outcome(Outcome.of(invocation.state().forgotten()));
    }

    private static void set(Invocation invocation) {
        boolean harmless = invocation.arguments().stream()
                .allMatch(word -> word.isKnown()
                        && (HARMLESS_SET.matcher(word.text()).matches() || HARMLESS_MODES.contains(word.text())));
        if (!harmless) {
            invocation.taint();
        }
    }

    /** Asking whether an element of an array is set calculates its index, which may run something. */
    private static void test(Invocation invocation) {
        List<Argument> words = new ArrayList<>(invocation.arguments());
        words.removeIf(word -> word.is("]"));
        while (!words.isEmpty() && words.get(0).is("!")) {
            words.remove(0);
        }
        boolean many = words.stream()
                .anyMatch(word -> !word.isAtMostOneWord()
                        && !(word.certainty() == Argument.Certainty.GLOB && !word.mayBeOption()));
        boolean unknownOperator = words.size() == 2 && words.get(0).mayBeOption()
                || words.size() > 3 && words.stream().anyMatch(Argument::mayBeOption);
        for (int i = 0; i < words.size(); i++) {
            boolean asksName = words.get(i).is("-v") || words.get(i).is("-R");
            Argument name = i + 1 < words.size() ? words.get(i + 1) : Argument.known("x");
            unknownOperator |= asksName && !(name.isKnown() && Characters.isName(name.text()));
        }
        if (many || unknownOperator) {
            invocation.unparsable();
        }
    }
}
