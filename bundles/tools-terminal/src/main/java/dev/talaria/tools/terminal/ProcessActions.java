package dev.talaria.tools.terminal;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a call does with one process. */
final class ProcessActions {
    static final int LONGEST_WAIT_S = 180;
    private static final long LOOK_MS = 50;
    private static final int POLL_CHARS = 1_000;

    private final BackgroundProcesses processes;
    private final BackgroundProcess process;
    private final ToolContext context;

    ProcessActions(BackgroundProcesses processes, BackgroundProcess process, ToolContext context) {
        this.processes = processes;
        this.process = process;
        this.context = context;
    }

    ToolResult run(ProcessTool.Args args) throws IOException, InterruptedException {
        switch (args.action()) {
            case POLL:
                return poll("");
            case LOG:
                return log(args);
            case WAIT:
                return await(args.timeout());
            case KILL:
                return kill();
            case WRITE:
                return write(args.data(), "");
            case SUBMIT:
                return write(args.data(), "\n");
            case CLOSE:
                process.detached().closeInput();
                return ToolResult.ok("The input of " + process.id() + " is closed.");
            default:
                return ToolResult.error("process: 'action' " + args.action() + " needs no process.");
        }
    }

    private ToolResult poll(String note) throws IOException {
        String status = status();
        String output = process.lastOutput(POLL_CHARS);
        return ToolResult.ok(
                status + note + "\n" + (output.isBlank() ? "(no output so far)" : "Newest output:\n" + output));
    }

    private ToolResult log(ProcessTool.Args args) throws IOException {
        if (args.offset().orElse(0) < 0 || args.limit() < 1) {
            return ToolResult.error("process: 'offset' must be at least 0 and 'limit' at least 1.");
        }
        String status = status();
        ProcessLog log = new ProcessLog(process.detached(), context.cancellation());
        String lines = args.offset().isPresent() ? log.from(args.offset().get(), args.limit()) : log.last(args.limit());
        return ToolResult.ok(status + "\n" + (lines.isBlank() ? "(no output there)" : lines));
    }

    /** The time is over: that is an answer, and no failure. */
    private ToolResult await(int timeoutS) throws IOException, InterruptedException {
        int limitS = Math.max(0, Math.min(timeoutS, LONGEST_WAIT_S));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitS);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Cancellation.Registration registration = context.cancellation().onCancel(cancelled::countDown)) {
            context.progress().output("waiting for " + process.id() + "\n");
            while (process.detached().ended().isEmpty()) {
                if (cancelled.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                    return ToolResult.interrupted("The wait was interrupted; " + process.id() + " goes on.");
                }
                if (System.nanoTime() - end >= 0) {
                    return poll(
                            "\nIt did not end within " + limitS + " s. That is no failure: it goes on; wait again, or"
                                    + " do something else meanwhile."
                                    + (timeoutS > limitS ? " A wait takes " + LONGEST_WAIT_S + " s at most." : ""));
                }
            }
        }
        return poll("");
    }

    private ToolResult kill() throws IOException {
        Optional<ExitStatus> before = process.detached().ended();
        process.detached().kill();
        processes.seenToEnd(process);
        return ToolResult.ok(
                before.isEmpty()
                        ? "Killed " + process.id() + " and all that it started."
                        : process.id() + " had ended already: " + process.ending(before.get())
                                + ". What it had left running is killed.");
    }

    private ToolResult write(Optional<String> data, String end) throws IOException {
        if (data.isEmpty()) {
            return ToolResult.error("process: 'data' is missing.");
        }
        byte[] bytes = (data.get() + end).getBytes(StandardCharsets.UTF_8);
        process.detached().write(bytes);
        return ToolResult.ok("Wrote " + bytes.length + " bytes to " + process.id() + ". Its answer is in poll or log.");
    }

    /** Remembers that the agent reads of its end here. */
    private String status() throws IOException {
        String status = process.status(processes.clock().millis());
        if (process.detached().ended().isPresent()) {
            processes.seenToEnd(process);
            return process.status(processes.clock().millis());
        }
        return status;
    }
}
