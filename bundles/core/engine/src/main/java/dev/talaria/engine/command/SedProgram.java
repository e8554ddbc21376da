package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;

/** {@code sed}: reads or, in place, writes; scripts that can do more make it an unknown program. */
final class SedProgram {
    private static final ProgramOptions OPTIONS = ProgramOptions.of("-nErsuz -i? -e+= -f+< -l= --quiet --silent"
            + " --regexp-extended --expression+= --file+< --in-place? --null-data --separate --posix --debug");

    private SedProgram() {}

    static void judge(Invocation invocation) {
        CommandLine line = CommandLine.of(invocation.arguments(), OPTIONS, false);
        if (line.isUnparsable()) {
            invocation.unparsable();
        }
        List<Argument> files = new ArrayList<>(line.operands());
        List<Argument> scripts = scripts(invocation.arguments());
        if (!line.hasPattern() && !files.isEmpty()) {
            scripts.add(files.remove(0));
        }
        boolean harmless = line.reads().isEmpty()
                && !line.hasUnknownOption()
                && scripts.stream().allMatch(script -> script.isKnown() && SedScript.isHarmless(script.text()));
        if (scripts.stream().anyMatch(script -> !script.isKnown())) {
            invocation.unparsable();
        } else if (!harmless) {
            UnknownProgram.judge(invocation);
        }
        line.reads().forEach(invocation::read);
        boolean inPlace = line.has("-i", "--in-place");
        for (Argument file : files) {
            if (inPlace) {
                invocation.write(file);
            } else if (!file.is("-")) {
                invocation.read(file);
            }
        }
    }

    private static List<Argument> scripts(List<Argument> words) {
        List<Argument> scripts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).text();
            if (text.matches("-[nErsuz]*e") && i + 1 < words.size() || text.equals("--expression")) {
                scripts.add(words.get(Math.min(++i, words.size() - 1)));
            } else if (text.matches("(?s)-[nErsuz]*e.+")) {
                scripts.add(words.get(i).from(text.indexOf('e') + 1));
            } else if (text.startsWith("--expression=")) {
                scripts.add(words.get(i).from("--expression=".length()));
            }
        }
        return scripts;
    }
}
