package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import dev.talaria.engine.command.Argument.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Goes through a script as the shell would, with all that may be, and reports what it does. */
final class Analysis {
    private static final int LONGEST_PART = 200;
    private static final Set<String> NUMBERS = Set.of("wc -l", "wc -c", "wc -w", "date +%s", "id -u", "id -g");

    private final Surroundings surroundings;
    private final Report report;
    private final Limits limits;
    private final FileEffects files;
    private final Flow flow;
    private final Redirections redirections;
    private ShellState left;

    Analysis(Surroundings surroundings, Report report, Limits limits, ShellState start) {
        this.surroundings = surroundings;
        this.report = report;
        this.limits = limits;
        this.files = new FileEffects(surroundings, report);
        this.flow = new Flow(this);
        this.redirections = new Redirections(files, report);
        this.left = start.ended();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Report report() {
        return report;
    }

    FileEffects files() {
        return files;
    }

    Redirections redirections() {
        return redirections;
    }

    /**
     * Says that from here on programs may not be what their names say. Each call of the tool is a new shell, so this
     * ends with the script; a shell that lives longer would have to keep it, and {@link Report} is where to ask.
     */
    void taint() {
        report.execute(Nature.UNPARSABLE, "");
    }

    /** What a command does, and the shell's state behind it. */
    Outcome run(Node node, ShellState state, Input input) {
        limits.countStep(1);
        try {
            return node.kind() == Node.Kind.SIMPLE
                    ? simple((Node.Simple) node, state, input)
                    : flow.run(node, state, input);
        } catch (Unparsable e) {
            if (e.isLimit()) {
                throw e;
            }
            report.execute(Nature.UNPARSABLE, "");
            return Outcome.of(state.forgotten());
        }
    }

    /** A command in a shell of its own: whatever it changes there is gone. */
    void subshell(Node node, ShellState state, Input input) {
        ShellState before = left;
        run(node, state, input);
        left = before;
    }

    Expansion expansion(ShellState state) {
        return new Expansion(state, surroundings.home(), this::substitution, this::taint);
    }

    Variables variables() {
        return new Variables(surroundings.home(), this::taint);
    }

    /** The states in which a loop was left or begun again, since this was asked last. */
    ShellState takeLeft(ShellState next) {
        ShellState result = left;
        left = next;
        return result;
    }

    void leaveLoop(ShellState state) {
        left = left.or(state);
    }

    Outcome command(List<Argument> words, ShellState state, Input input, String part) {
        limits.countStep(words.size());
        limits.enter();
        Invocation invocation = new Invocation(this, Programs.named(words, state), state, input, part);
        if (words.get(0).isKnown()) {
            Programs.judge(invocation);
        } else {
            invocation.unparsable();
            invocation.outcome(Outcome.of(state.forgotten()));
        }
        limits.leave();
        return invocation.outcome();
    }

    void suspect(List<Argument> words, ShellState state, String part) {
        Report suspicion = new Report(surroundings.sandboxId());
        new Analysis(surroundings, suspicion, limits, state).command(words, state, Input.NOTHING, part);
        report.addRuinous(suspicion);
    }

    Outcome script(String script, ShellState state, Input input, String part) {
        int depth = limits.depth();
        try {
            limits.enter();
            Node node = ScriptParser.parse(script, limits);
            Outcome outcome = run(node, state, input);
            limits.leave();
            return outcome;
        } catch (Unparsable e) {
            limits.depth(depth);
            if (e.isLimit()) {
                throw e;
            }
            report.execute(Nature.UNPARSABLE, part);
            return Outcome.of(state.forgotten());
        }
    }

    void child(String script, ShellState state, String part) {
        ShellState before = left;
        script(script, state.forgotten().at(state.directories()), Input.NOTHING, part);
        left = before;
    }

    private Outcome simple(Node.Simple node, ShellState state, Input input) {
        Expansion expansion = expansion(state);
        List<Argument> words = expansion.arguments(node.words());
        List<Argument> values = node.assignments().stream()
                .map(assignment -> expansion.value(assignment.value()))
                .toList();
        String part = part(node, words);
        Input given = redirections.apply(node.redirections(), expansion, input, part);
        ShellState now = expansion.state();
        if (words.isEmpty()) {
            return Outcome.of(assigned(node, values, now));
        }
        boolean reads = words.get(0).is("read");
        for (Assignment assignment : node.assignments()) {
            boolean splits = reads && assignment.name().equals("IFS");
            if (!splits && DangerousVariables.changesPrograms(assignment.name())) {
                taint();
            }
        }
        return command(words, now, given, part);
    }

    private ShellState assigned(Node.Simple node, List<Argument> values, ShellState state) {
        ShellState now = state;
        for (int i = 0; i < values.size(); i++) {
            Assignment assignment = node.assignments().get(i);
            Argument value = values.get(i);
            Argument before = now.variable(assignment.name());
            if (assignment.append()) {
                boolean known = before != null && before.isKnown() && value.isKnown();
                value = known ? Argument.known(before.text() + value.text()) : Argument.one("");
            }
            now = variables().assign(assignment.name(), value, now);
        }
        return now;
    }

    private Argument substitution(Node script, ShellState state) {
        subshell(script, state, Input.NOTHING);
        String only = onlyWord(script);
        if (only.equals("nproc") || counts(script)) {
            return Argument.number();
        }
        boolean here = only.equals("pwd") && state.directories().size() == 1;
        return here ? Argument.known(state.directories().get(0)) : Argument.many("$(...)");
    }

    /** Whether its output is a number: {@code wc -l < file}, {@code date +%s}, {@code id -u}. */
    private static boolean counts(Node script) {
        if (script.kind() != Node.Kind.SIMPLE) {
            return false;
        }
        List<String> words =
                ((Node.Simple) script).words().stream().map(Word::plain).toList();
        return NUMBERS.contains(String.join(" ", words));
    }

    private static String onlyWord(Node script) {
        if (script.kind() != Node.Kind.SIMPLE) {
            return "";
        }
        List<Word> words = ((Node.Simple) script).words();
        return words.size() == 1 ? words.get(0).plain() : "";
    }

    private static String part(Node.Simple node, List<Argument> words) {
        List<String> shown = new ArrayList<>();
        node.assignments().forEach(assignment -> shown.add(assignment.value().source()));
        words.forEach(word -> shown.add(word.certainty() == Certainty.MANY ? word.text() + "..." : word.text()));
        node.redirections()
                .forEach(redirection ->
                        shown.add(redirection.type().sign() + redirection.word().source()));
        String part = String.join(" ", shown);
        return part.length() <= LONGEST_PART ? part : part.substring(0, LONGEST_PART) + "...";
    }
}
