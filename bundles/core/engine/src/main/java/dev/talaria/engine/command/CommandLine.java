package dev.talaria.engine.command;

import dev.talaria.engine.command.Argument.Certainty;
import dev.talaria.engine.command.ProgramOptions.Option;
import dev.talaria.engine.command.ProgramOptions.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Words of a program, told apart into options and operands as getopt does. */
final class CommandLine {
    private final ProgramOptions options;
    private final boolean harmless;
    private final List<Argument> operands = new ArrayList<>();
    private final List<Argument> reads = new ArrayList<>();
    private final List<Argument> writes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private boolean hasPattern;
    private boolean unknownOption;
    private boolean unparsable;

    private CommandLine(ProgramOptions options, boolean harmless) {
        this.options = options;
        this.harmless = harmless;
    }

    /** @param harmless whether names of files may look like options without harm */
    static CommandLine of(List<Argument> arguments, ProgramOptions options, boolean harmless) {
        CommandLine line = new CommandLine(options, harmless);
        line.parse(arguments);
        return line;
    }

    List<Argument> operands() {
        return operands;
    }

    /** Files that options read. */
    List<Argument> reads() {
        return reads;
    }

    /** Files that options write. */
    List<Argument> writes() {
        return writes;
    }

    boolean has(String... some) {
        return List.of(some).stream().anyMatch(names::contains);
    }

    boolean hasPattern() {
        return hasPattern;
    }

    /** Whether an option is not listed. */
    boolean hasUnknownOption() {
        return unknownOption;
    }

    /** Whether nobody can tell options from operands. */
    boolean isUnparsable() {
        return unparsable;
    }

    private void parse(List<Argument> arguments) {
        boolean over = false;
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            unparsable |= argument.certainty() == Certainty.MANY;
            if (over || argument.is("-")) {
                operands.add(argument);
            } else if (argument.is("--")) {
                over = true;
            } else if (argument.isOption()) {
                i += takesNext(argument) ? value(argument, arguments, i + 1) : 0;
            } else {
                unparsable |= argument.mayBeOption() && !isSurelyNoOption(argument);
                operands.add(argument);
            }
        }
    }

    private boolean isSurelyNoOption(Argument argument) {
        if (argument.certainty() == Certainty.NUMBER) {
            return argument.before().isEmpty();
        }
        // Names of files have no slash, so options made of them reach nothing else; an end makes them no option at all.
        return argument.certainty() == Certainty.GLOB
                && (harmless || argument.after().length() > 1);
    }

    /** @return whether the next word belongs to it */
    private boolean takesNext(Argument argument) {
        if (options.isAny()) {
            return false;
        }
        return argument.text().startsWith("--") ? takesNextLong(argument) : takesNextShort(argument);
    }

    private boolean takesNextLong(Argument argument) {
        int equals = argument.before().indexOf('=');
        String name = equals < 0 ? argument.text() : argument.before().substring(0, equals);
        Option option = equals < 0 && !argument.isKnown() ? null : options.option(name);
        if (option == null) {
            unknownOption = true;
            return false;
        }
        note(name, option);
        if (equals >= 0) {
            unknownOption |= option.value() == Value.NONE;
            take(option, argument.from(equals + 1));
        }
        return equals < 0 && option.value() != Value.NONE && option.value() != Value.OPTIONAL;
    }

    private boolean takesNextShort(Argument argument) {
        String known = argument.before();
        for (int i = 1; i < known.length(); i++) {
            String name = "-" + known.charAt(i);
            Option option = options.option(name);
            if (option == null) {
                unknownOption = true;
                return false;
            }
            note(name, option);
            if (option.value() != Value.NONE) {
                boolean last = i + 1 == known.length() && argument.isKnown();
                if (!last) {
                    take(option, argument.from(i + 1));
                }
                return last && option.value() != Value.OPTIONAL;
            }
        }
        unparsable |= !argument.isKnown();
        return false;
    }

    private void note(String name, Option option) {
        names.add(name);
        hasPattern |= option.pattern();
    }

    private int value(Argument option, List<Argument> arguments, int index) {
        if (index >= arguments.size()) {
            return 0;
        }
        String text = option.text();
        String name = text.startsWith("--") ? text : "-" + text.charAt(text.length() - 1);
        Argument value = arguments.get(index);
        unparsable |= value.certainty() == Certainty.MANY;
        Option known = options.option(name);
        if (known != null) {
            take(known, value);
        }
        return 1;
    }

    private void take(Option option, Argument value) {
        if (option.value() == Value.READ) {
            reads.add(value);
        } else if (option.value() == Value.WRITE) {
            writes.add(value);
        }
    }
}
