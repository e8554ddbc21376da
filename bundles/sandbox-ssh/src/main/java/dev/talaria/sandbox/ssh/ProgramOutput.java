package dev.talaria.sandbox.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The output of a program: what comes after the mark of its {@link Header}. */
final class ProgramOutput extends InputStream {
    private static final int MOST_NOISE = 1024 * 1024;
    private static final int SHOWN = 300;

    private final ExecSession session;
    private final byte[] mark;
    private final ExitCode exitCode;
    private boolean begun;

    /** How the program ended. */
    interface ExitCode {
        int get() throws IOException, InterruptedException;
    }

    ProgramOutput(ExecSession session, byte[] mark, ExitCode exitCode) {
        this.session = session;
        this.mark = mark;
        this.exitCode = exitCode;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!begun) {
            skipNoise();
            begun = true;
        }
        return session.getInputStream().read(bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
        return begun ? session.getInputStream().available() : 0;
    }

    private void skipNoise() throws IOException {
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < mark.length) {
            int next = session.getInputStream().read();
            if (next < 0 || noise.size() > MOST_NOISE) {
                throw notBegun(noise);
            }
            noise.write(next);
            matched = next == mark[matched] ? matched + 1 : next == mark[0] ? 1 : 0;
        }
    }

    private IOException notBegun(ByteArrayOutputStream noise) {
        try {
            int code = exitCode.get();
            if (code == Header.NO_DIRECTORY) {
                return new IOException("the sandbox's directory on the host is gone or cannot be entered: make it"
                        + " again, or remove the sandbox");
            }
            if (session.getErrorStream().available() > 0) {
                noise.write(session.getErrorStream().readNBytes(SHOWN));
            }
            String said = noise.toString(StandardCharsets.UTF_8).strip();
            return new IOException("the account's login shell ended with exit code " + code + " before bash could begin"
                    + (said.isEmpty() ? "" : ". It said: " + said.substring(0, Math.min(SHOWN, said.length()))));
        } catch (IOException e) {
            return e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IOException("interrupted", e);
        }
    }
}
