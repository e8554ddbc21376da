package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.schmizz.keepalive.KeepAlive;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionImpl;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.userauth.UserAuthException;
import org.jspecify.annotations.Nullable;

/** Makes connections to the host of a sandbox. */
final class Dialer {
    private final SshSettings settings;
    private final Credentials credentials;
    private final ScheduledExecutorService timer;
    private final Set<SshLink> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    Dialer(SshSettings settings, Credentials credentials, ScheduledExecutorService timer) {
        this.settings = settings;
        this.credentials = credentials;
        this.timer = timer;
    }

    /** Whoever makes a connection fails at once, from now on. */
    void stop() {
        stopped = true;
        underWay.forEach(SshLink::cut);
    }

    /** @throws SandboxException if the host cannot be reached, is not trusted, or does not let us in */
    SshLink dial() {
        Socket socket = socket();
        SshLink link = new SshLink(socket, timer);
        long seconds = settings.connectTimeout().toSeconds() * settings.route().size();
        underWay.add(link);
        Future<?> alarm = timer.schedule(link::cut, seconds, TimeUnit.SECONDS);
        try {
            if (stopped) {
                link.cut();
            }
            SSHClient before = null;
            for (Endpoint endpoint : settings.route()) {
                before = step(link, endpoint, before);
            }
            return link;
        } catch (SandboxException e) {
            link.close();
            throw alarm.isDone() && !stopped ? timedOut(seconds, e) : e;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        } finally {
            alarm.cancel(false);
            underWay.remove(link);
        }
    }

    /** @param before the host on the way before this one; null for the first */
    private SSHClient step(SshLink link, Endpoint endpoint, @Nullable SSHClient before) {
        HostKeys hostKeys = new HostKeys(settings, endpoint);
        SSHClient client = new SSHClient(config(link, endpoint.equals(settings.target())));
        link.add(client);
        client.addHostKeyVerifier(hostKeys);
        int timeoutMs = (int) settings.connectTimeout().toMillis();
        client.setConnectTimeout(timeoutMs);
        client.setTimeout(timeoutMs);
        client.setSocketFactory(link.socketFactory());
        try {
            if (before == null) {
                client.connect(endpoint.host(), endpoint.port());
            } else {
                DirectConnection tunnel = before.newDirectConnection(endpoint.host(), endpoint.port());
                client.connectVia(tunnel);
            }
            client.auth(endpoint.user(), credentials.methods());
            return client;
        } catch (UserAuthException e) {
            throw credentials.failure(endpoint + " accepts none of our keys", e);
        } catch (IOException e) {
            Optional<SandboxException> refusal = hostKeys.refusal();
            throw refusal.orElseGet(() -> Trouble.unreachable(endpoint, e));
        }
    }

    private Config config(SshLink link, boolean last) {
        return SshProtocol.create(new KeepAliveProvider() {
            @Override
            public KeepAlive provide(ConnectionImpl connection) {
                int seconds = last ? (int) settings.keepAlive().toSeconds() : 0;
                return new Pulse(connection, seconds, timer, link::cut);
            }
        });
    }

    private SandboxException timedOut(long seconds, SandboxException cause) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                "SSH to " + settings.target() + " was not ready after " + seconds + " s.",
                "Look whether ssh gets there; connectTimeoutSeconds gives it longer.",
                cause);
    }

    /** Small packets go at once: a command is a handful of them, one after the other. */
    private static Socket socket() {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            return socket;
        } catch (SocketException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START, "No socket can be had: " + e.getMessage() + ".", "", e);
        }
    }
}
