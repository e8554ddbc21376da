package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code awk}: reads, unless its program runs, writes or opens something. */
final class AwkProgram {
    private static final Pattern ACTS = Pattern.compile("\\bsystem\\b|\\bgetline\\b|(?<!\\|)\\|(?!\\|)|\\|&|@|/inet"
            + "|\\bprintf?\\b[^;}\\n]*>|\\bARG[VCI]|\\\\\\n");
    private static final ProgramOptions OPTIONS =
            ProgramOptions.of("-F= -v= -f<+ -S --field-separator= --assign= --file<+ --sandbox --re-interval --posix");

    private AwkProgram() {}

    static void judge(Invocation invocation) {
        CommandLine line = CommandLine.of(invocation.arguments(), OPTIONS, false);
        List<Argument> files = new ArrayList<>(line.operands());
        if (line.isUnparsable()) {
            invocation.unparsable();
        }
        line.reads().forEach(file -> CodeFiles.run(file, invocation));
        if (line.reads().isEmpty()) {
            Argument program = files.isEmpty() ? Argument.many("") : files.remove(0);
            if (!program.isKnown()) {
                invocation.unparsable();
            } else if (line.hasUnknownOption() || ACTS.matcher(program.text()).find()) {
                UnknownProgram.judge(invocation);
                InlineCode.suspect(invocation);
            }
        }
        for (Argument file : files) {
            boolean assignment = file.before().matches("[A-Za-z_][A-Za-z0-9_]*=.*");
            if (!assignment && !file.is("-")) {
                invocation.read(file);
            }
        }
    }
}
