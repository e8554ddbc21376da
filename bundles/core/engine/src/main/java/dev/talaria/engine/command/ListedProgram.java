package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import dev.talaria.engine.command.Argument.Certainty;
import java.util.List;

/**
 * A program of the list in {@code programs.txt}.
 *
 * @param any whether it is harmless whatever its words are
 * @param glob whether none of its options does harm
 * @param trees options with which each operand means what is below it; {@code *} always
 */
record ListedProgram(List<String> behaviours, ProgramOptions options, boolean any, boolean glob, List<String> trees)
        implements Program {

    @Override
    public void judge(Invocation invocation) {
        CommandLine line = CommandLine.of(invocation.arguments(), options, glob);
        if (line.isUnparsable() && !any && !isCode()) {
            invocation.unparsable();
        }
        if (line.hasUnknownOption()) {
            invocation.unknown();
        }
        line.reads().forEach(invocation::read);
        line.writes().forEach(invocation::write);
        for (String behaviour : behaviours) {
            judge(behaviour, line, invocation);
        }
    }

    private boolean isCode() {
        return behaviours.contains("code") || behaviours.contains("code-run");
    }

    private boolean isDeep(CommandLine line) {
        return trees.contains("*") || line.has(trees.toArray(String[]::new));
    }

    private void judge(String behaviour, CommandLine line, Invocation invocation) {
        if (behaviour.startsWith("network:")) {
            invocation.network(behaviour.substring("network:".length()));
            return;
        }
        switch (behaviour) {
            case "text":
                break;
            case "read":
            case "read-here":
            case "pattern":
            case "pattern-here":
                read(behaviour, line, invocation);
                break;
            case "none":
                noOperands(line, invocation);
                break;
            case "write":
                line.operands().forEach(invocation::write);
                break;
            case "uniq":
                firstReadOthersWritten(line, invocation);
                break;
            case "mktemp":
                makeTemporary(line, invocation);
                break;
            case "copy":
            case "move":
                CopyPrograms.judge(behaviour.equals("move"), isDeep(line), line, invocation);
                break;
            case "overwrite":
            case "overwrite-all":
            case "delete":
                destroy(behaviour, line, invocation);
                break;
            default:
                judgeCall(behaviour, line, invocation);
        }
    }

    private void read(String behaviour, CommandLine line, Invocation invocation) {
        boolean pattern = behaviour.startsWith("pattern")
                && !line.hasPattern()
                && !line.operands().isEmpty();
        List<Argument> files =
                line.operands().subList(pattern ? 1 : 0, line.operands().size());
        boolean deep = isDeep(line);
        boolean fromStream = invocation.input().type() != Input.Type.NOTHING;
        // A recursive search without files reads the directory; any other reads what comes in.
        boolean here = behaviour.endsWith("-here") ? !(behaviour.startsWith("pattern") && fromStream) : pattern && deep;
        List<Argument> all = files.isEmpty() && here ? List.of(Argument.known(".")) : files;
        for (Argument file : all) {
            if (isPagerCommand(file, invocation)) {
                UnknownProgram.judge(invocation);
            } else if (!file.is("-") && deep) {
                invocation.readTree(file);
            } else if (!file.is("-")) {
                invocation.read(file);
            }
        }
    }

    /** An operand would set something, apart from the form of the output. */
    private static void noOperands(CommandLine line, Invocation invocation) {
        if (!line.operands().stream().allMatch(operand -> operand.before().startsWith("+"))) {
            UnknownProgram.judge(invocation);
        }
    }

    /** A pager runs what stands behind a plus sign. */
    private static boolean isPagerCommand(Argument operand, Invocation invocation) {
        return operand.before().startsWith("+")
                && (invocation.name().equals("less") || invocation.name().equals("more"));
    }

    private static void firstReadOthersWritten(CommandLine line, Invocation invocation) {
        for (int i = 0; i < line.operands().size(); i++) {
            Argument file = line.operands().get(i);
            if (!file.is("-") && i == 0) {
                invocation.read(file);
            } else if (!file.is("-")) {
                invocation.write(file);
            }
        }
    }

    private static void makeTemporary(CommandLine line, Invocation invocation) {
        boolean elsewhere = line.has("-p", "--tmpdir") || !line.operands().isEmpty();
        if (elsewhere) {
            invocation.write(Argument.known("/tmp/"));
        }
    }

    /** One file: what was in it is lost. A tree: perhaps the host. */
    private void destroy(String behaviour, CommandLine line, Invocation invocation) {
        boolean all = behaviour.equals("delete") && line.has("-r", "-R", "--recursive");
        for (Argument file : line.operands()) {
            if (all) {
                invocation.destroy(file);
            } else if (behaviour.equals("overwrite")) {
                invocation.write(file);
            } else {
                invocation.write(file, Nature.DESTRUCTIVE);
            }
        }
        boolean many = line.operands().stream().anyMatch(file -> file.certainty() == Certainty.MANY);
        if (many && behaviour.equals("delete")) {
            invocation.execute(Nature.DESTRUCTIVE);
        }
    }

    private static void judgeCall(String behaviour, CommandLine line, Invocation invocation) {
        switch (behaviour) {
            case "code":
                WorkspaceCode.judge(invocation);
                break;
            case "code-run":
                WorkspaceCode.judge(invocation);
                invocation.run(WorkspaceCode.wrapped(invocation.arguments()));
                break;
            case "unknown":
                UnknownProgram.judge(invocation);
                break;
            case "network":
                invocation.network(NetworkAddress.ofOperands(line.operands()));
                break;
            case "message":
                invocation.message();
                break;
            case "read-here-tree":
                invocation.readTree(Argument.known("."));
                break;
            case "write-here-tree":
                invocation.writeTree(Argument.known("."));
                break;
            case "privileged":
                invocation.execute(Nature.PRIVILEGED);
                UnknownProgram.suspectWrapped(invocation);
                break;
            case "destructive":
                invocation.execute(Nature.DESTRUCTIVE);
                break;
            case "ruinous":
                invocation.execute(Nature.RUINOUS);
                break;
            default:
                throw new IllegalStateException("no such behaviour: " + behaviour);
        }
    }
}
