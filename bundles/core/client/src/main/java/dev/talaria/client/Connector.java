package dev.talaria.client;

import dev.talaria.attach.Hello;
import dev.talaria.attach.SocketPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds the instance of a home, and starts it if there is none. */
final class Connector {
    private static final long LONGEST_START_S = 90;
    private static final long QUIET_START_S = 1;
    private static final long POLL_MS = 15;
    private static final long RESTART_MS = 500;

    private final SocketPlace place;
    private final Hello hello;
    private final Instance instance;
    private final Terminal terminal;

    Connector(SocketPlace place, Hello hello, Instance instance, Terminal terminal) {
        this.place = place;
        this.hello = hello;
        this.instance = instance;
        this.terminal = terminal;
    }

    /** @return null if no instance runs */
    @Nullable
    Connection connect() throws IOException {
        return Connection.open(place, hello);
    }

    /**
     * As {@link #connect}, but starts an instance if there is none. When two do so at once, the home's lock lets one
     * process live, and both attach to it.
     *
     * @param residence as in {@link Instance#start}
     * @throws IOException with why there is none, ready to be shown
     */
    Connection connectOrStart(String residence) throws IOException, InterruptedException {
        Connection connection = connect();
        long begin = System.nanoTime();
        long restartAt = begin;
        boolean told = false;
        while (connection == null) {
            long now = System.nanoTime();
            if (!instance.isRunning() && now >= restartAt) {
                instance.start(residence);
                restartAt = Long.MAX_VALUE;
            } else if (!instance.isRunning() && restartAt == Long.MAX_VALUE) {
                restartAt = now + TimeUnit.MILLISECONDS.toNanos(RESTART_MS);
                connection = connect();
                if (connection == null && instance.exitCode() != Instance.HOME_IN_USE) {
                    throw notStarted("Talaria did not start (exit code " + instance.exitCode() + ").");
                }
                continue;
            }
            if (!told && now - begin > TimeUnit.SECONDS.toNanos(QUIET_START_S)) {
                told = true;
                terminal.error().write("Starting Talaria\n".getBytes(StandardCharsets.UTF_8));
            }
            if (now - begin > TimeUnit.SECONDS.toNanos(LONGEST_START_S)) {
                throw notStarted("Talaria did not answer within " + LONGEST_START_S + " s.");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            connection = connect();
        }
        return connection;
    }

    private IOException notStarted(String what) throws IOException {
        return new IOException(what + " It said last:\n" + instance.lastWords() + "More stands in " + instance.log()
                + " and in talaria.log beside it. Mend what they name, then try again.");
    }
}
