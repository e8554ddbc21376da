package dev.talaria.tools.terminal;

import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.tool.ToolResult;

/** What the model reads of a command that ended. */
final class TerminalResult {
    private TerminalResult() {}

    /** @param moved the directory that the session is in from now on; empty if it is where it was */
    static ToolResult of(TerminalTool.Args args, ExitStatus status, String output, String moved) {
        switch (status.reason()) {
            case TIMED_OUT:
                return ToolResult.timeout(joined(
                        output,
                        "[Command timed out after " + args.timeout() + "s; it was killed with all that it started]"));
            case INTERRUPTED:
                return interrupted(output);
            default:
                return exited(
                        args.command(),
                        status.code(),
                        moved.isEmpty() ? output : joined(output, "[the directory is now " + moved + "]"));
        }
    }

    static ToolResult interrupted(String output) {
        return ToolResult.interrupted(joined(output, "[Command interrupted]"));
    }

    private static ToolResult exited(String command, int code, String output) {
        if (code == 0) {
            return ToolResult.ok(output.isBlank() ? "(no output)" : output);
        }
        if (code == ExitStatus.BAD_DIRECTORY && output.startsWith("cannot enter directory")) {
            return ToolResult.error(output + "\nIt did not run. Make that directory, or give another workdir.");
        }
        ExitNote note = ExitNote.of(command, code);
        String text = joined(output, "exit code " + code + (note.text().isEmpty() ? "" : " (" + note.text() + ")"));
        return note.isError() ? ToolResult.error(text) : ToolResult.ok(text);
    }

    private static String joined(String output, String line) {
        return output.isBlank() ? line : output + "\n" + line;
    }
}
