package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks whether a sandbox has what the scripts need, and makes the state directory. */
final class Preparation {
    private static final String SCRIPT = """
            missing=
            for program in setsid mktemp stat find grep mkfifo realpath timeout; do
                type -P "$program" >/dev/null || missing+=" $program"
            done
            [[ -z $missing ]] || { printf 'missing%s\\n' "$missing"; exit; }
            [[ $(stat --version 2>&1) == *GNU* ]] || { printf 'missing stat of GNU coreutils\\n'; exit; }
            umask 077
            why=$(mkdir -p -- "$1" "$1/shells" "$1/scratch" "$1/processes" 2>&1) || { printf 'state %s\\n' "$why"; exit; }
            printf 'ok\\n'
            """;

    private Preparation() {}

    static void run(Exec exec, String state) {
        try (Answer answer = Answer.of(exec, SCRIPT, List.of(state), null)) {
            if (!answer.ok()) {
                throw refused(answer, state);
            }
            answer.bytes();
        } catch (IOException e) {
            if (e.getCause() instanceof SandboxException failure) {
                throw failure;
            }
            throw nothingRuns(String.valueOf(e.getMessage()), e);
        }
    }

    private static SandboxException refused(Answer answer, String state) {
        return switch (answer.word()) {
            case "missing" ->
                new SandboxException(
                        SandboxException.Code.IMAGE,
                        "The sandbox lacks what Talaria needs in it: " + answer.text() + ".",
                        "Use an image with bash, util-linux, and the coreutils and findutils of GNU, such as"
                                + " debian:stable-slim.",
                        null);
            case "state" ->
                new SandboxException(
                        SandboxException.Code.CANNOT_START,
                        state + " in the sandbox cannot be written: " + answer.text() + ".",
                        "Give it a writable file system, or run it as another user.",
                        null);
            default -> nothingRuns(answer.word() + " " + answer.text(), null);
        };
    }

    private static SandboxException nothingRuns(String why, @Nullable Throwable cause) {
        return new SandboxException(
                SandboxException.Code.IMAGE,
                "Nothing could be run in the new sandbox: " + why.strip(),
                "Its image must be a Linux with bash, coreutils and findutils, such as debian:stable-slim.",
                cause);
    }
}
