package dev.talaria.sandbox.ssh;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.schmizz.keepalive.KeepAlive;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.ConnectionImpl;
import net.schmizz.sshj.transport.TransportException;

/**
 * Asks a server again and again whether it is there. Even the question may be stuck, behind data that nobody takes: an
 * alarm set before it cuts the connection then.
 */
final class Pulse extends KeepAlive {
    /** So many intervals without an answer, and the connection is lost. */
    static final int MISSES = 3;

    private final ScheduledExecutorService timer;
    private final Runnable cut;

    Pulse(ConnectionImpl connection, int intervalSeconds, ScheduledExecutorService timer, Runnable cut) {
        super(connection, "talaria-ssh-pulse");
        this.timer = timer;
        this.cut = cut;
        setKeepAliveInterval(intervalSeconds);
    }

    @Override
    protected void doKeepAlive() throws TransportException {
        if (!conn.equals(conn.getTransport().getService())) {
            return;
        }
        long limit = (long) getKeepAliveInterval() * MISSES;
        Future<?> alarm = timer.schedule(cut, limit, TimeUnit.SECONDS);
        try {
            conn.sendGlobalRequest("keepalive@openssh.com", true, new byte[0]).tryRetrieve(limit * 2, TimeUnit.SECONDS);
        } catch (ConnectionException e) {
            // OpenSSH does not know the question either, and says so: it is there.
        } finally {
            alarm.cancel(false);
        }
    }
}
