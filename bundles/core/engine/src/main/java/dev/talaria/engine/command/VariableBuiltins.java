package dev.talaria.engine.command;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commands of the shell that set variables. */
final class VariableBuiltins {
    private static final Set<String> READ_VALUES = Set.of("-p", "-t", "-n", "-N", "-d", "-u", "-i");

    private VariableBuiltins() {}

    static void addTo(Map<String, Program> programs) {
        programs.put("export", invocation -> declare(invocation, true));
        programs.put("readonly", invocation -> declare(invocation, false));
        programs.put("local", invocation -> declare(invocation, false));
        programs.put("declare", invocation -> declare(invocation, true));
        programs.put("typeset", invocation -> declare(invocation, true));
        programs.put("let", VariableBuiltins::calculate);
        programs.put("read", VariableBuiltins::read);
        programs.put("printf", VariableBuiltins::print);
        programs.put("unset", VariableBuiltins::forget);
        List.of("mapfile", "readarray", "getopts").forEach(name -> programs.put(name, VariableBuiltins::fill));
    }

    private static void declare(Invocation invocation, boolean mayExport) {
        ShellState state = invocation.state();
        for (Argument word : invocation.arguments()) {
            if (word.isOption() && word.isKnown() && word.text().matches("-[xrgp]+")) {
                continue;
            }
            int equals = word.before().indexOf('=');
            String name = equals < 0 ? word.text() : word.before().substring(0, equals);
            boolean append = name.endsWith("+");
            boolean readable = (equals >= 0 || word.isKnown())
                    && Characters.isName(name)
                    && !append
                    && word.certainty() != Argument.Certainty.MANY;
            if (!readable || mayExport && DangerousVariables.changesPrograms(name)) {
                invocation.taint();
            }
            if (readable && equals >= 0) {
                Argument value = word.certainty() == Argument.Certainty.GLOB
                        ? Argument.known(word.text().substring(equals + 1))
                        : word.from(equals + 1);
                state = set(name, value, state, invocation);
            }
        }
        invocation.outcome(Outcome.of(state));
    }

    private static ShellState set(String name, Argument value, ShellState state, Invocation invocation) {
        return new Variables(invocation.surroundings().home(), invocation::taint).assign(name, value, state);
    }

    private static void calculate(Invocation invocation) {
        invocation.unparsable();
        invocation.outcome(Outcome.of(invocation.state().forgotten()));
    }

    private static void read(Invocation invocation) {
        ShellState state = invocation.state();
        List<Argument> words = invocation.arguments();
        for (int i = 0; i < words.size(); i++) {
            Argument word = words.get(i);
            if (!word.isKnown() || word.text().matches("-[a-zA-Z]*a.*")) {
                invocation.taint();
            } else if (READ_VALUES.contains(word.text()) || word.text().matches("-[res]+[ptnNdui]")) {
                i++;
            } else if (!word.isOption()) {
                state = setUnknown(word.text(), state, invocation);
            }
        }
        invocation.outcome(Outcome.of(state));
    }

    private static ShellState setUnknown(String name, ShellState state, Invocation invocation) {
        if (!Characters.isName(name)) {
            invocation.taint();
            return state;
        }
        return set(name, Argument.one("$" + name), state, invocation);
    }

    /** With {@code -v} it sets a variable; anything else is output. */
    private static void print(Invocation invocation) {
        Argument first = invocation.argument(0);
        if (first.text().startsWith("-v") || first.mayBeOption()) {
            boolean plain = first.is("-v") && invocation.argument(1).isKnown();
            if (!plain) {
                invocation.taint();
            } else {
                String name = invocation.argument(1).text();
                invocation.outcome(Outcome.of(setUnknown(name, invocation.state(), invocation)));
            }
        }
    }

    private static void forget(Invocation invocation) {
        ShellState state = invocation.state();
        for (Argument word : invocation.arguments()) {
            if (!word.isKnown() || !word.is("-v") && !word.is("-f") && !Characters.isName(word.text())) {
                invocation.taint();
            } else if (!word.isOption()) {
                state = set(word.text(), Argument.many("$" + word.text()), state, invocation);
            }
        }
        invocation.outcome(Outcome.of(state));
    }

    private static void fill(Invocation invocation) {
        boolean plain = invocation.arguments().stream()
                .allMatch(word -> word.is("-t")
                        || word.isKnown()
                                && Characters.isName(word.text())
                                && !DangerousVariables.changesPrograms(word.text()));
        if (!plain || invocation.name().equals("getopts")) {
            invocation.taint();
        }
        ShellState state = invocation.state();
        for (Argument word : invocation.arguments()) {
            state = word.isOption() ? state : state.with(word.text(), Argument.many("$" + word.text()));
        }
        invocation.outcome(Outcome.of(state));
    }
}
