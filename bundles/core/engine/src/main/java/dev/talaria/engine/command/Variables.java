package dev.talaria.engine.command;

import dev.talaria.engine.command.Argument.Certainty;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of variables, and what assigning them means. */
final class Variables {
    private static final Set<String> NUMBERS = Set.of(
            "?", "#", "$", "!", "RANDOM", "SECONDS", "LINENO", "UID", "EUID", "PPID", "SHLVL", "COLUMNS", "LINES");
    private static final Pattern NAME = Pattern.compile("(?<![A-Za-z0-9_])[A-Za-z_][A-Za-z0-9_]*");
    private static final String GLOB = "*?[\\";

    private final String home;
    private final Runnable taint;

    /** @param taint called when a variable is set on which programs or the shell itself depend */
    Variables(String home, Runnable taint) {
        this.home = home;
        this.taint = taint;
    }

    ShellState assign(String name, Argument value, ShellState state) {
        if (DangerousVariables.changesTheShell(name)) {
            taint.run();
        }
        return state.with(name, value);
    }

    Argument home(ShellState state) {
        Argument assigned = state.variable("HOME");
        return assigned == null ? Argument.known(home) : assigned;
    }

    /**
     * Checks an expression: a variable in it that holds code would run it.
     *
     * @return the state behind it, where every name in it is a number
     */
    ShellState calculate(String expression, ShellState state) {
        ShellState result = state;
        Matcher names = NAME.matcher(expression);
        while (names.find()) {
            Argument value = result.variable(names.group());
            boolean assigned = isAssigned(expression, names.end());
            if (!assigned && !(value == null ? NUMBERS.contains(names.group()) : value.isNumber())) {
                throw new Unparsable("a variable that is perhaps no number");
            }
            result = assign(names.group(), Argument.number(), result);
        }
        return result;
    }

    Argument value(Part.Parameter parameter, Argument operand, ShellState state) {
        Argument value = lookup(parameter.name(), state);
        switch (parameter.operator()) {
            case "":
            case "?":
            case ":?":
                return value;
            case Part.Parameter.LENGTH:
                return Argument.number();
            case ":-":
            case ":=":
                return value.isKnown() ? value.text().isEmpty() ? operand : value : unknown(parameter);
            case "-":
            case "=":
                return value.isKnown() ? value : unknown(parameter);
            case "%":
            case "%%":
                return withoutEnd(parameter, value, operand);
            case "##":
                return operand.is("*/") ? name(parameter, value) : unknown(parameter);
            case ":":
                return checkedSlice(parameter, operand);
            default:
                return unknown(parameter);
        }
    }

    private Argument lookup(String name, ShellState state) {
        Argument value = state.variable(name);
        if (value != null) {
            return value;
        } else if (name.equals("HOME")) {
            return Argument.known(home);
        } else if (name.equals("PWD") && state.directories().size() == 1) {
            return Argument.known(state.directories().get(0));
        } else if (NUMBERS.contains(name)) {
            return Argument.number();
        }
        return Argument.many("$" + name);
    }

    private static Argument unknown(Part.Parameter parameter) {
        return Argument.many("${" + parameter.name() + parameter.operator() + "...}");
    }

    private static Argument withoutEnd(Part.Parameter parameter, Argument value, Argument operand) {
        String end = operand.text();
        boolean plain = operand.isKnown() && end.chars().noneMatch(c -> GLOB.indexOf(c) >= 0) && end.indexOf('/') < 0;
        if (plain && value.isKnown() && value.text().endsWith(end)) {
            return Argument.known(value.text().substring(0, value.text().length() - end.length()));
        }
        return plain && (value.isKnown() || value.certainty() == Certainty.GLOB) ? value : unknown(parameter);
    }

    /** What is behind the last slash. */
    private static Argument name(Part.Parameter parameter, Argument value) {
        if (value.isKnown()) {
            return Argument.known(value.text().substring(value.text().lastIndexOf('/') + 1));
        }
        boolean glob = value.certainty() == Certainty.GLOB && value.after().indexOf('/') < 0;
        String before = value.before().substring(value.before().lastIndexOf('/') + 1);
        return glob
                ? new Argument(Certainty.GLOB, before + "*" + value.after(), before, value.after())
                : unknown(parameter);
    }

    /** Offset and length are calculated. */
    private static Argument checkedSlice(Part.Parameter parameter, Argument operand) {
        if (!operand.isKnown() || !operand.text().matches("[ 0-9:-]+")) {
            throw new Unparsable("a part of a variable that is calculated");
        }
        return unknown(parameter);
    }

    private static boolean isAssigned(String expression, int end) {
        int next = end;
        while (next < expression.length() && expression.charAt(next) == ' ') {
            next++;
        }
        boolean assigns = next < expression.length() && expression.charAt(next) == '=';
        return assigns && !(next + 1 < expression.length() && expression.charAt(next + 1) == '=');
    }
}
