package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Detached commands by {@code detached.sh} and {@code processes.sh}. */
final class RemoteProcesses {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    /** A part of a log is full at this size; two are kept. */
    private static final int PART_BYTES = 12 * 1024 * 1024;

    private final Exec exec;
    private final String base;

    RemoteProcesses(Exec exec, String base) {
        this.exec = exec;
        this.base = base;
    }

    DetachedCommand start(String id, String label, Command command) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an id of a detached command: " + id);
        }
        long now = System.currentTimeMillis();
        List<String> arguments = new ArrayList<>(List.of(
                "start",
                base,
                id,
                label,
                command.cwd(),
                Integer.toString(PART_BYTES),
                Scripts.DETACHED,
                Long.toString(now)));
        arguments.addAll(words(command));
        try (Answer answer = Answer.of(exec, Scripts.PROCESSES, arguments, null)) {
            switch (answer.word()) {
                case "ok" -> answer.bytes();
                case "exists" -> throw new IllegalArgumentException("there is a detached command " + id + " already");
                case "nodirectory" ->
                    throw cannotStart(
                            "cannot enter directory " + command.cwd(),
                            "Give a directory that exists, or make it first.");
                default ->
                    throw cannotStart(
                            "a background command could not be started: " + answer.text(),
                            "Look at the sandbox with sandbox:shell.");
            }
        } catch (IOException e) {
            throw lost(e);
        }
        return new RemoteDetached(exec, base, id, label, now);
    }

    List<DetachedCommand> list() {
        try (Answer answer = Answer.of(exec, Scripts.PROCESSES, List.of("list", base, ""), null)) {
            if (!answer.ok()) {
                throw cannotStart("background commands cannot be listed: " + answer.text(), "Look at the sandbox.");
            }
            String[] told = new String(answer.bytes(), StandardCharsets.UTF_8).split("\0", -1);
            List<DetachedCommand> found = new ArrayList<>();
            for (int i = 0; i + 2 < told.length; i += 3) {
                found.add(new RemoteDetached(exec, base, told[i], told[i + 2], Long.parseLong(told[i + 1])));
            }
            found.sort(Comparator.comparingLong(DetachedCommand::startedMs).thenComparing(DetachedCommand::id));
            return found;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static List<String> words(Command command) {
        List<String> bash = List.of("bash", "--noprofile", "--norc", "-c");
        if (!command.terminal()) {
            List<String> words = new ArrayList<>(bash);
            words.add(command.script());
            return words;
        }
        String inTerminal = "stty rows " + Command.ROWS + " cols " + Command.COLUMNS + "; export TERM=xterm; exec "
                + String.join(" ", bash) + " '" + command.script().replace("'", "'\\''") + "'";
        return List.of("script", "-qefc", inTerminal, "/dev/null");
    }

    private static SandboxException cannotStart(String what, String remedy) {
        return new SandboxException(SandboxException.Code.CANNOT_START, what, remedy, null);
    }

    private static SandboxException lost(IOException cause) {
        return new SandboxException(
                SandboxException.Code.LOST,
                "The sandbox could not be asked about background commands: " + cause.getMessage(),
                "Try again; sandbox:doctor says what is wrong with the backend.",
                cause);
    }
}
