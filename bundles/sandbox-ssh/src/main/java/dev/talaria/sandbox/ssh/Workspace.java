package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.Answer;
import dev.talaria.sandbox.support.Exec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The directories of a sandbox on its host.
 *
 * @param directory where commands begin
 * @param state what Talaria keeps of the sandbox
 */
record Workspace(String directory, String state) {
    private static final String SCRIPT = script();

    /**
     * Makes what is missing.
     *
     * @param id of the sandbox
     * @param wanted as configured; empty for the default
     */
    static Workspace make(Exec exec, String id, String wanted) {
        try (Answer answer = Answer.of(exec, SCRIPT, List.of("make", name(id), wanted), null)) {
            if (!answer.ok()) {
                throw failed(
                        "The directory of the sandbox " + id + " on its host cannot be made: " + answer.text() + ".",
                        "Name another with directory, or let the account write there.");
            }
            String[] told = new String(answer.bytes(), StandardCharsets.UTF_8).split("\0");
            return new Workspace(told[0], told[1]);
        } catch (IOException e) {
            if (e.getCause() instanceof SandboxException failure) {
                throw failure;
            }
            throw new SandboxException(
                    SandboxException.Code.IMAGE,
                    "No program could be run on the host of the sandbox " + id + ": " + e.getMessage() + ".",
                    "It must be a Linux with bash, coreutils, findutils and util-linux, and its account must have a"
                            + " login shell that runs commands.",
                    e);
        }
    }

    /** What an earlier life of the sandbox left; its directory is not told. */
    static Optional<Workspace> find(Exec exec, String id) {
        try (Answer answer = Answer.of(exec, SCRIPT, List.of("find", name(id)), null)) {
            String state = new String(answer.bytes(), StandardCharsets.UTF_8);
            return answer.ok() ? Optional.of(new Workspace("", state)) : Optional.empty();
        } catch (IOException e) {
            throw asSandboxException(
                    e, "It could not be seen whether something is left of the sandbox " + id + ": " + e.getMessage());
        }
    }

    private static SandboxException asSandboxException(IOException e, String what) {
        return e.getCause() instanceof SandboxException failure ? failure : failed(what + ".", "Try again.");
    }

    /** Removes the directory, if it was made by {@link #make}, and the state. */
    void remove(Exec exec) {
        try (Answer answer = Answer.of(exec, SCRIPT, List.of("remove", state), null)) {
            if (!answer.ok()) {
                throw failed(
                        "What is left of a sandbox cannot be removed: " + answer.text() + ".",
                        "Remove it on the host by hand.");
            }
            answer.bytes();
        } catch (IOException e) {
            throw asSandboxException(e, "What is left at " + state + " could not be removed: " + e.getMessage());
        }
    }

    /** One name for each id: slashes make no directories inside of others. */
    private static String name(String id) {
        if (!id.matches("[A-Za-z0-9_./-]+") || id.matches("\\.{1,2}")) {
            throw failed("'" + id + "' is no id of a sandbox.", "Use letters, digits, _ - . and /.");
        }
        return id.replace('/', '+');
    }

    private static SandboxException failed(String what, String remedy) {
        return new SandboxException(SandboxException.Code.CANNOT_START, what, remedy, null);
    }

    private static String script() {
        try (InputStream in = Workspace.class.getResourceAsStream("workspace.sh")) {
            if (in == null) {
                throw new IllegalStateException("workspace.sh is missing in this bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
