package dev.talaria.sandbox.ssh;

import dev.talaria.sandbox.support.Exec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import net.schmizz.sshj.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program on the host. */
final class SshChannel implements Exec.Channel {
    private static final Logger LOG = LoggerFactory.getLogger(SshChannel.class);

    private final ExecSession session;
    private final CountDownLatch ended;
    private final InputStream output;
    private final OutputStream input;

    /** @param ended is counted down when the session is over */
    SshChannel(ExecSession session, CountDownLatch ended, byte[] mark) {
        this.session = session;
        this.ended = ended;
        this.output = new ProgramOutput(session, mark, this::exitCode);
        this.input = new ProgramInput(session);
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public int exitCode() throws IOException, InterruptedException {
        ended.await();
        Integer code = session.code();
        if (code == null) {
            throw new IOException("the connection to the host broke");
        }
        return code;
    }

    @Override
    public void resize(int rows, int columns) {
        try {
            session.changeWindowDimensions(columns, rows, 0, 0);
        } catch (TransportException e) {
            LOG.debug("A terminal could not be told its size: {}", e.toString());
        }
    }

    @Override
    public void close() {
        session.abandon();
        ended.countDown();
    }
}
