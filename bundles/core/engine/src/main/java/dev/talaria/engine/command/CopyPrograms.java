package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.List;

/** {@code cp}, {@code mv}, {@code ln} and {@code install}. */
final class CopyPrograms {
    private CopyPrograms() {}

    static void judge(boolean moves, boolean deep, CommandLine line, Invocation invocation) {
        List<Argument> operands = line.operands();
        boolean directories = line.has("-d", "--directory") && invocation.name().equals("install");
        boolean targetGiven = !line.writes().isEmpty();
        boolean link = invocation.name().equals("ln");
        int sources = targetGiven ? operands.size() : Math.max(operands.size() - 1, link ? operands.size() : 0);
        if (operands.size() == 1 && link) {
            invocation.write(Argument.known("."));
        }
        for (int i = 0; i < operands.size(); i++) {
            Argument operand = operands.get(i);
            if (directories || !targetGiven && i == operands.size() - 1 && operands.size() > 1) {
                writeTarget(operand, deep, invocation);
            } else if (i < sources) {
                source(operand, moves, deep, invocation);
            }
        }
    }

    private static void writeTarget(Argument target, boolean deep, Invocation invocation) {
        if (deep) {
            invocation.writeTree(target);
        } else {
            invocation.write(target);
        }
    }

    private static void source(Argument source, boolean moves, boolean deep, Invocation invocation) {
        if (deep) {
            invocation.readTree(source);
        } else {
            invocation.read(source);
        }
        if (moves) {
            moveAway(source, invocation);
        }
    }

    /** What is moved is gone from where it was; a vital tree must stay where it is. */
    private static void moveAway(Argument source, Invocation invocation) {
        boolean vital = invocation
                .files()
                .targets(source, invocation.state())
                .map(targets -> targets.stream()
                        .anyMatch(target -> !target.tree()
                                && Paths.isVital(
                                        target.path(), invocation.surroundings().home())))
                .orElse(false);
        invocation.write(source, vital ? Nature.RUINOUS : Nature.ORDINARY);
        if (source.before().equals("/") && !source.isKnown()) {
            invocation.execute(Nature.RUINOUS);
        }
    }
}
