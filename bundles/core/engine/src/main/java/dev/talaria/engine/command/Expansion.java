package dev.talaria.engine.command;

import dev.talaria.engine.command.Argument.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Finds what words mean in one state of the shell. */
final class Expansion {
    private final String home;
    private final BiFunction<Node, ShellState, Argument> substitution;
    private final Variables variables;
    private ShellState state;

    /** @param substitution looks at a script and says what is known of its output */
    Expansion(ShellState state, String home, BiFunction<Node, ShellState, Argument> substitution, Runnable taint) {
        this.state = state;
        this.home = home;
        this.substitution = substitution;
        this.variables = new Variables(home, taint);
    }

    /** The state with what the expansion itself assigned. */
    ShellState state() {
        return state;
    }

    List<Argument> arguments(List<Word> words) {
        List<Argument> result = new ArrayList<>();
        words.forEach(word -> addFields(word, result));
        return result;
    }

    /** The value where the shell neither splits nor matches, as in assignments. */
    Argument value(Word word) {
        ArgumentBuilder builder = new ArgumentBuilder();
        for (Part part : word.parts()) {
            Argument value = value(part);
            builder.add(value.certainty() == Certainty.MANY ? one(value) : value);
        }
        return builder.argument();
    }

    private static Argument one(Argument value) {
        return new Argument(Certainty.ONE, value.text(), value.before(), value.after());
    }

    private void addFields(Word word, List<Argument> fields) {
        ArgumentBuilder builder = new ArgumentBuilder();
        for (Part part : word.parts()) {
            Argument value = value(part);
            if (part.kind() == Part.Kind.LITERAL && !part.quoted()) {
                builder.addGlob(value.text());
            } else if (part.quoted() || value.certainty() == Certainty.NUMBER) {
                builder.add(value);
            } else if (value.isKnown()) {
                builder = split(value.text(), builder, fields);
            } else {
                builder.add(Argument.many(value.text()));
            }
        }
        if (builder.isStarted()) {
            fields.add(builder.argument());
        }
    }

    /** The value of an expansion without quotes may be several words, and their globs have their meaning. */
    private static ArgumentBuilder split(String value, ArgumentBuilder first, List<Argument> fields) {
        ArgumentBuilder builder = first;
        StringBuilder field = new StringBuilder();
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : ' ';
            boolean blank = c == ' ' || c == '\t' || c == '\n';
            if (!blank) {
                field.append(c);
                continue;
            }
            if (field.length() > 0) {
                builder.addGlob(field.toString());
                field.setLength(0);
            }
            if (i < value.length() && builder.isStarted()) {
                fields.add(builder.argument());
                builder = new ArgumentBuilder();
            }
        }
        return builder;
    }

    private Argument value(Part part) {
        switch (part.kind()) {
            case LITERAL:
                return Argument.known(((Part.Literal) part).text());
            case PARAMETER:
                return parameter((Part.Parameter) part);
            case COMMAND:
                return substitution.apply(((Part.Command) part).script(), state);
            case PROCESS:
                substitution.apply(((Part.Process) part).script(), state);
                return Argument.known("/dev/fd/63");
            case ARITHMETIC:
                state = variables.calculate(((Part.Arithmetic) part).expression(), state);
                return Argument.number();
            case TILDE:
                return tilde(((Part.Tilde) part).user());
            default:
                throw new IllegalStateException("no such part");
        }
    }

    private Argument parameter(Part.Parameter parameter) {
        Argument operand = value(parameter.operand());
        Argument value = variables.value(parameter, operand, state);
        if (parameter.operator().endsWith("=")) {
            state = variables.assign(parameter.name(), value, state);
        }
        boolean list = parameter.name().equals("@");
        return parameter.quoted() && value.certainty() == Certainty.MANY && !list ? one(value) : value;
    }

    private Argument tilde(String user) {
        if (user.isEmpty()) {
            return variables.home(state);
        } else if (user.equals("+") && state.directories().size() == 1) {
            return Argument.known(state.directories().get(0));
        }
        return user.equals("root") ? Argument.known("/root") : Argument.one("~" + user);
    }
}
