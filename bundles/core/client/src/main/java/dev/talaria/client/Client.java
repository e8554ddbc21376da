package dev.talaria.client;

import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.Hello;
import dev.talaria.attach.SocketPlace;
import dev.talaria.client.Connection.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Entry point of the process on a person's terminal: {@code Client COMMAND words…}. */
public final class Client {
    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;
    private static final long LONGEST_END_S = 45;

    private final Invocation invocation;
    private final Terminal terminal;

    private Client(Invocation invocation, Terminal terminal) {
        this.invocation = invocation;
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        Invocation invocation = Invocation.of(arguments);
        System.exit(new Client(invocation, new ProcessTerminal()).run());
    }

    private int run() {
        try {
            Connection connection = connection();
            if (connection == null) {
                return notRunning();
            }
            return attached(connection);
        } catch (RefusedException e) {
            say(e.getMessage());
            return e.exitCode();
        } catch (IOException e) {
            say("talaria: " + e.getMessage() + "\n");
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private @Nullable Connection connection() throws IOException, InterruptedException {
        SocketPlace place = SocketPlace.of(invocation.home());
        Hello hello = invocation.hello(TerminalSize.parse(System.getProperty("talaria.size", "")));
        if (hello.encoded().length > FrameChannel.MOST_BYTES) {
            throw new IOException("The command line is longer than " + FrameChannel.MOST_BYTES
                    + " bytes. Put the text into a file and add it with --attach FILE.");
        }
        Connector connector = new Connector(place, hello, new Instance(invocation), terminal);
        return switch (invocation.command()) {
            case "start" -> connector.connectOrStart("stay");
            case "status", "stop" -> connector.connect();
            default -> connector.connectOrStart("idle");
        };
    }

    private int attached(Connection connection) throws IOException, InterruptedException {
        Attached attached = new Attached(connection.channel(), terminal);
        // Ctrl-C and every other signal that ends this process come here first.
        Runtime.getRuntime().addShutdownHook(new Thread(attached::stop, "talaria-end"));
        int code = attached.run();
        if (Boolean.getBoolean("talaria.archive")) {
            new Instance(invocation).makeArchive();
        }
        return invocation.command().equals("stop") && code == 0 ? awaitEnd(connection.pid()) : code;
    }

    /** The instance has only promised to stop. */
    private int awaitEnd(long pid) throws InterruptedException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return 0;
        }
        try {
            process.get().onExit().get(LONGEST_END_S, TimeUnit.SECONDS);
            return 0;
        } catch (TimeoutException | ExecutionException e) {
            say("Process " + pid + " has not ended within " + LONGEST_END_S + " s. End it with: kill -9 " + pid + "\n");
            return FAILED;
        }
    }

    private int notRunning() {
        say("Talaria does not run in " + invocation.home() + ".\n");
        return invocation.command().equals("stop") ? 0 : NOT_RUNNING;
    }

    private void say(String text) {
        try {
            terminal.error().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Nobody is there to read it.
        }
    }
}
