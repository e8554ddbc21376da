package dev.talaria.sandbox.ssh;

import java.io.IOException;
import java.io.OutputStream;
import net.schmizz.sshj.connection.ConnectionException;

/** The input of a program. What the program does not read in time holds the writer up, for as long as it takes. */
final class ProgramInput extends OutputStream {
    private final ExecSession session;

    ProgramInput(ExecSession session) {
        this.session = session;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** In pieces that SSHJ takes into its buffer at once, so that sending one can be tried again. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int piece = session.getRemoteMaxPacketSize();
        for (int done = 0; done < length; done += piece) {
            session.getOutputStream().write(bytes, offset + done, Math.min(piece, length - done));
            send();
        }
    }

    /** SSHJ waits half a minute for room and no more. */
    private void send() throws IOException {
        while (true) {
            try {
                session.getOutputStream().flush();
                return;
            } catch (ConnectionException e) {
                if (!session.isOpen() || e.getCause() instanceof InterruptedException) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        session.getOutputStream().close();
    }
}
