package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import dev.talaria.engine.command.Argument.Certainty;
import java.util.ArrayList;
import java.util.List;

/** {@code xargs}: runs a command with words that come in, hence with any words. */
final class XargsProgram {
    private static final ProgramOptions OPTIONS =
            ProgramOptions.of("-0rtpx -InPLdEs= -a< --null --no-run-if-empty --verbose"
                    + " --max-args= --max-procs= --max-lines= --delimiter= --replace? --arg-file< --exit");

    private XargsProgram() {}

    static void judge(Invocation invocation) {
        List<Argument> command = Wrappers.behindOptions(invocation, OPTIONS);
        int options = invocation.arguments().size() - command.size();
        String replaced = "";
        for (int i = 0; i < options; i++) {
            Argument word = invocation.arguments().get(i);
            if (word.text().startsWith("-a") || word.text().startsWith("--arg-file")) {
                invocation.unparsable();
            }
            if (word.text().startsWith("-I") && word.isKnown()) {
                replaced = word.text().length() > 2
                        ? word.text().substring(2)
                        : invocation.argument(i + 1).text();
            } else if (word.text().startsWith("--replace")) {
                replaced = "{}";
            }
        }
        if (command.isEmpty()) {
            return;
        }
        boolean names = invocation.input().type() == Input.Type.NAMES;
        Argument value = names ? invocation.input().text() : Argument.many("...");
        List<Argument> words = new ArrayList<>();
        for (Argument word : command) {
            words.add(names && word.is(replaced) ? value : filled(word, replaced));
        }
        if (replaced.isEmpty()) {
            words.add(value);
        }
        if (names) {
            invocation.execute(Nature.WORKSPACE_CODE);
        }
        invocation.run(words, Input.NOTHING);
        UnknownProgram.suspectWrapped(invocation);
    }

    private static Argument filled(Argument word, String replaced) {
        int start = replaced.isEmpty() ? -1 : word.text().indexOf(replaced);
        if (start < 0) {
            return word;
        }
        String before = word.text().substring(0, Math.min(start, word.before().length()));
        return new Argument(Certainty.ONE, word.text(), before, "");
    }
}
