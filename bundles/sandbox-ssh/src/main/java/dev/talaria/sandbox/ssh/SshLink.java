package dev.talaria.sandbox.ssh;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the host, through all hosts on the way. How much of it is in use is the pool's book-keeping, under the
 * pool's lock.
 */
final class SshLink {
    private static final Logger LOG = LoggerFactory.getLogger(SshLink.class);
    private static final long CLOSING_SECONDS = 1;

    private final Socket socket;
    private final List<SSHClient> clients = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer;
    private volatile boolean over;

    /** Sessions that the server has not closed yet. */
    int inUse;
    /** The server refused a session; until then, in nanoseconds, or until one of ours ends, it is not asked for more. */
    long fullUntil;

    boolean full;
    long idleSince = System.nanoTime();

    SshLink(Socket socket, ScheduledExecutorService timer) {
        this.socket = socket;
        this.timer = timer;
    }

    /** Gives the socket of this connection to whoever asks. */
    SocketFactory socketFactory() {
        return new LinkSocket(socket);
    }

    /** The next host on the way, or the last. */
    void add(SSHClient client) {
        client.getTransport().setDisconnectListener((reason, message) -> over = true);
        clients.add(client);
    }

    /** The host where commands run. */
    SSHClient client() {
        return clients.get(clients.size() - 1);
    }

    /** Asks nothing of SSHJ, which holds locks of its own when it tells that a session has ended. */
    boolean isAlive() {
        return !over && !socket.isClosed();
    }

    /** Whoever waits for it fails at once. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection could not be closed: {}", e.toString());
        }
    }

    /** Says good-bye if that can be done in a second. */
    void close() {
        Future<?> alarm;
        try {
            alarm = timer.schedule(this::cut, CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            cut();
            return;
        }
        for (int i = clients.size() - 1; i >= 0; i--) {
            try {
                clients.get(i).disconnect();
            } catch (IOException e) {
                LOG.debug("A connection did not end well: {}", e.toString());
            }
        }
        alarm.cancel(false);
        cut();
    }
}
