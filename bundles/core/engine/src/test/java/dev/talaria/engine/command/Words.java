package dev.talaria.engine.command;

import java.util.List;

/** The words of one simple command, for tests. */
final class Words {
    private Words() {}

    static List<Argument> of(String command) {
        ShellState state = ShellState.in(CorpusVerdict.WORKSPACE);
        Node.Simple simple = (Node.Simple) ScriptParser.parse(command, new Limits());
        Expansion expansion =
                new Expansion(state, CorpusVerdict.HOME, (script, now) -> Argument.many("$(...)"), () -> {});
        return expansion.arguments(simple.words());
    }
}
