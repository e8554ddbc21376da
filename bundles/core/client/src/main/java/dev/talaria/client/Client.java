package dev.talaria.client;

import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.Hello;
import dev.talaria.attach.SocketPlace;
import dev.talaria.client.Connection.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entry point of the process on a person's terminal: {@code Client COMMAND words…}. */
public final class Client {
    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;
    private static final long LONGEST_END_S = 45;

    private final Invocation invocation;
    private final Terminal terminal;
    private final Keeper keeper;

    private Client(Invocation invocation, Terminal terminal) {
        this.invocation = invocation;
        this.terminal = terminal;
        this.keeper = new Keeper(invocation.home(), new Instance(invocation), terminal);
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
        // What a restart leaves to do: the script has stopped the instance.
        Invocation said = invocation.command().equals("restart") ? invocation.as("status") : invocation;
        Hello hello = said.hello(TerminalSize.parse(System.getProperty("talaria.size", "")));
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
        return code == 0 ? afterwards(connection.pid()) : code;
    }

    private int afterwards(long pid) throws IOException, InterruptedException {
        return switch (invocation.command()) {
            case "start" -> keeper.supervise(pid);
            case "stop" -> awaitEnd(pid);
            default -> 0;
        };
    }

    /** The instance has only promised to stop. */
    private int awaitEnd(long pid) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent() && !Keeper.ended(process.get(), LONGEST_END_S)) {
            say("Process " + pid + " has not ended within " + LONGEST_END_S + " s. End it with: kill -9 " + pid + "\n");
            return FAILED;
        }
        keeper.release(false);
        return 0;
    }

    private int notRunning() throws IOException, InterruptedException {
        if (invocation.command().equals("stop") && keeper.release(true)) {
            return 0;
        }
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
