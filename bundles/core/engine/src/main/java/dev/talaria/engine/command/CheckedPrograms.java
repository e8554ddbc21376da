package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Programs of the list whose operands can say more than the list can tell. */
final class CheckedPrograms {
    private static final Pattern LOADS = Pattern.compile("load|import|include|\\beval\\b|\\bsystem\\b");

    private CheckedPrograms() {}

    static void addTo(Map<String, Program> programs) {
        List.of("jq", "gojq", "yq").forEach(name -> programs.put(name, CheckedPrograms::query));
        programs.put("ps", CheckedPrograms::processes);
    }

    /** Queries can load files of any name. */
    private static void query(Invocation invocation) {
        if (invocation.arguments().stream()
                .anyMatch(word -> LOADS.matcher(word.text()).find())) {
            UnknownProgram.judge(invocation);
        }
        listed(invocation);
    }

    /** An {@code e} without a dash shows what other processes have in their environment. */
    private static void processes(Invocation invocation) {
        boolean environment = invocation.arguments().stream()
                .anyMatch(word -> !word.isKnown() || word.text().matches("[A-Za-z]*e[A-Za-z]*|-.*E.*|.*environ.*"));
        if (environment) {
            invocation.execute(Nature.PRIVILEGED);
        }
        listed(invocation);
    }

    private static void listed(Invocation invocation) {
        Program program = ProgramTable.find(invocation.name(), invocation.argument(0));
        if (program != null) {
            program.judge(invocation);
        }
    }
}
