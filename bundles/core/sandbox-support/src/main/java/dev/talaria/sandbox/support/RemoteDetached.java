package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.ExitStatus.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A detached command, asked by one run of {@code processes.sh} for each question. */
final class RemoteDetached implements DetachedCommand {
    private static final int KILLED = 143;
    private static final int LOST = -1;

    private final Exec exec;
    private final String base;
    private final String id;
    private final String label;
    private final long startedMs;

    RemoteDetached(Exec exec, String base, String id, String label, long startedMs) {
        this.exec = exec;
        this.base = base;
        this.id = id;
        this.label = label;
        this.startedMs = startedMs;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public long startedMs() {
        return startedMs;
    }

    @Override
    public Optional<ExitStatus> ended() throws IOException {
        try (Answer answer = ask("state", null)) {
            String[] told = answer.fields();
            return switch (told[0]) {
                case "running" -> Optional.empty();
                case "killed" -> Optional.of(new ExitStatus(KILLED, Reason.INTERRUPTED));
                case "exited" -> Optional.of(new ExitStatus(Integer.parseInt(told[1]), Reason.EXITED));
                default -> Optional.of(new ExitStatus(LOST, Reason.LOST));
            };
        }
    }

    @Override
    public byte[] output(long offset, int length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no output at " + offset + " of length " + length);
        }
        try (Answer answer = ask("output", null, Long.toString(offset), Integer.toString(length))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (long removed = Long.parseLong(answer.text()); removed > 0; removed--) {
                bytes.write('\n');
            }
            bytes.writeBytes(answer.bytes());
            return bytes.toByteArray();
        }
    }

    @Override
    public long outputSize() throws IOException {
        try (Answer answer = ask("size", null)) {
            return Long.parseLong(answer.text());
        }
    }

    @Override
    public void write(byte[] input) throws IOException {
        ask("write", new ByteArrayInputStream(input)).close();
    }

    @Override
    public void closeInput() throws IOException {
        ask("close", null).close();
    }

    /** What it left behind is ended too if it is over already; its own status stays then. */
    @Override
    public void kill() throws IOException {
        String group;
        try (Answer answer = ask("leader", null)) {
            group = answer.text();
        }
        String mark = "TALARIA_COMMAND=" + base + "/" + id;
        try (Answer answer = Answer.of(exec, Scripts.KILL, List.of(group, mark), null)) {
            if (!answer.ok()) {
                throw new IOException("could not kill " + answer.text()
                        + "; they may belong to another user or hang in the kernel. Look with ps, and end them by"
                        + " hand.");
            }
        }
    }

    @Override
    public void forget() throws IOException {
        ask("forget", null).close();
    }

    /** @throws IOException if the answer is not ok, with what it says */
    private Answer ask(String operation, @Nullable InputStream input, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(operation, base, id));
        arguments.addAll(List.of(more));
        Answer answer = Answer.of(exec, Scripts.PROCESSES, arguments, input);
        if (!answer.ok()) {
            answer.close();
            throw new IOException(answer.text());
        }
        return answer;
    }
}
