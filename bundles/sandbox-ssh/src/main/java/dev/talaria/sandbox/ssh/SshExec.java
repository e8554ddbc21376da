package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.Exec;
import dev.talaria.sandbox.support.WorkerThreads;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.PTYMode;

/** Runs programs on a host. */
final class SshExec implements Exec, AutoCloseable {
    private static final int ATTEMPTS = 3;
    /** Of every command, and of nothing else that the scripts start. */
    private static final String COMMAND_MARK = "TALARIA_COMMAND";
    /** The terminal takes the header as it comes, and does not show it. */
    private static final Map<PTYMode, Integer> RAW = Map.of(
            PTYMode.ECHO, 0, PTYMode.ICANON, 0, PTYMode.ISIG, 0, PTYMode.IEXTEN, 0, PTYMode.ICRNL, 0, PTYMode.IXON, 0);

    private final SshSettings settings;
    private final Dialer dialer;
    private final LinkPool pool;
    private volatile String directory = "";
    private volatile boolean connected;

    SshExec(String id, SshSettings settings, Credentials credentials) {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, work -> WorkerThreads.create("talaria-ssh-" + id + "-timer", work));
        timer.setRemoveOnCancelPolicy(true);
        this.settings = settings;
        this.dialer = new Dialer(settings, credentials, timer);
        this.pool = new LinkPool(settings, dialer::dial, timer);
    }

    /** Where programs are started from now on. */
    void enter(String value) {
        directory = value;
    }

    /** How many connections there are. */
    int connections() {
        return pool.size();
    }

    @Override
    public Channel start(Launch launch) {
        Header header = Header.of(launch, directory);
        boolean command = launch.environment().containsKey(COMMAND_MARK);
        for (int attempt = 1; ; attempt++) {
            SshLink link = take(command);
            CountDownLatch ended = new CountDownLatch(1);
            AtomicBoolean returned = new AtomicBoolean();
            Runnable giveBack = () -> {
                ended.countDown();
                if (returned.compareAndSet(false, true)) {
                    pool.giveBack(link);
                }
            };
            ExecSession session = new ExecSession(link.client().getConnection(), giveBack);
            try {
                session.open();
                return begin(link, session, launch, header, ended);
            } catch (OpenFailException e) {
                giveBack.run();
                if (!pool.refused(link)) {
                    throw Trouble.refused(settings.target(), e);
                }
            } catch (IOException e) {
                session.abandon();
                if (attempt >= ATTEMPTS) {
                    throw Trouble.lost(settings.target(), e);
                }
            }
        }
    }

    private SshLink take(boolean command) {
        try {
            SshLink link = pool.take(command);
            connected = true;
            return link;
        } catch (SandboxException e) {
            boolean again = connected && e.code() == SandboxException.Code.CANNOT_START && e.getCause() != null;
            throw again ? Trouble.lost(settings.target(), e) : e;
        }
    }

    /** From here on nobody knows whether the program has begun: nothing is tried again. */
    private Channel begin(SshLink link, ExecSession session, Launch launch, Header header, CountDownLatch ended) {
        SshChannel channel = new SshChannel(session, ended, header.mark());
        try {
            if (launch.terminal()) {
                String term = launch.environment().getOrDefault("TERM", "xterm");
                session.allocatePTY(term, launch.columns(), launch.rows(), 0, 0, RAW);
            }
            session.exec(header.command());
            if (!write(channel, launch, header) && !link.client().isConnected()) {
                throw new IOException("it broke off");
            }
            return channel;
        } catch (IOException e) {
            boolean alive = session.isOpen();
            channel.close();
            throw alive ? Trouble.refused(settings.target(), e) : Trouble.lost(settings.target(), e);
        }
    }

    /** @return false if nobody reads it: the program may have ended at once, and what it said of that counts */
    private static boolean write(SshChannel channel, Launch launch, Header header) {
        try {
            channel.input().write(header.bytes());
            if (!launch.input() && !launch.terminal()) {
                channel.input().close();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        dialer.stop();
        pool.close();
    }
}
