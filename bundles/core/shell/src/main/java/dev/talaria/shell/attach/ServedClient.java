package dev.talaria.shell.attach;

import dev.talaria.attach.Frame;
import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import dev.talaria.attach.Hello;
import dev.talaria.attach.Hello.WrongVersionException;
import dev.talaria.attach.ProtocolException;
import dev.talaria.shell.thread.ServerThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: a thread hears the client, another runs its command. */
final class ServedClient {
    private static final Logger LOG = LoggerFactory.getLogger(ServedClient.class);
    private static final int FAILED = 1;
    private static final int USAGE_ERROR = 2;

    private final FrameChannel channel;
    private final ClientCommands commands;
    private final String distribution;
    private final Consumer<ServedClient> whenGone;

    ServedClient(FrameChannel channel, ClientCommands commands, String distribution, Consumer<ServedClient> whenGone) {
        this.channel = channel;
        this.commands = commands;
        this.distribution = distribution;
        this.whenGone = whenGone;
    }

    void start() {
        ServerThreads.start("talaria-client-hears", this::hear);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("A client's connection cannot be closed", e);
        }
    }

    private void hear() {
        boolean begun = false;
        try {
            AttachedClient client = hello();
            if (client != null) {
                begun = true;
                ServerThreads.start("talaria-client-runs", () -> runCommand(client));
                hear(client);
            }
        } catch (IOException e) {
            LOG.debug("A client's connection broke", e);
        } catch (RuntimeException e) {
            LOG.error("A client could not be served", e);
        } finally {
            if (!begun) {
                gone();
            }
        }
    }

    private void gone() {
        close();
        whenGone.accept(this);
    }

    private @Nullable AttachedClient hello() throws IOException {
        Frame first = channel.read();
        if (first == null) {
            return null;
        }
        try {
            if (first.type() != FrameType.HELLO) {
                throw new ProtocolException("it began with " + first.type());
            }
            Hello hello = Hello.decode(first.payload());
            if (hello.words().isEmpty()) {
                throw new ProtocolException("HELLO without a command");
            }
            return new AttachedClient(hello, channel);
        } catch (WrongVersionException e) {
            refuse("The running Talaria is " + distribution + ", you called " + e.distribution()
                    + ", and they do not understand each other. Run: talaria restart");
        } catch (ProtocolException e) {
            refuse("Talaria does not understand its client: " + e.getMessage() + ". Run: talaria restart");
        }
        return null;
    }

    private void refuse(String why) throws IOException {
        channel.write(FrameType.ERROR_OUTPUT, (why + "\n").getBytes(StandardCharsets.UTF_8));
        channel.writeInt(FrameType.EXIT, FAILED);
    }

    /** Until the client goes away, which for an attended one is as if it had pressed Ctrl-C. */
    private void hear(AttachedClient client) throws IOException {
        try {
            for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
                handle(frame, client);
            }
        } catch (ProtocolException e) {
            client.cancellation().cancel(e.getMessage());
            close();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.received().end();
            if (client.attended()) {
                client.cancellation().cancel("the terminal went away");
            }
        }
    }

    private static void handle(Frame frame, AttachedClient client) throws IOException, InterruptedException {
        switch (frame.type()) {
            case INPUT -> client.received().add(frame.payload());
            case INPUT_END -> client.received().end();
            case RESIZE -> {
                ByteBuffer size = frame.numbers(2 * Integer.BYTES);
                client.resized(size.getInt(), size.getInt());
            }
            case INTERRUPT -> client.cancellation().cancel("Ctrl-C");
            default -> throw new ProtocolException("the client sent " + frame.type());
        }
    }

    private void runCommand(AttachedClient client) {
        String name = client.hello().words().get(0);
        try {
            channel.writeLong(FrameType.WELCOME, ProcessHandle.current().pid());
            int code = run(name, client);
            client.output().flush();
            client.error().flush();
            channel.writeInt(FrameType.EXIT, code);
        } catch (IOException e) {
            LOG.debug("The client of '{}' is gone", name, e);
        } finally {
            gone();
        }
    }

    private List<String> missing(String name) {
        List<String> obstacles = commands.obstacles();
        List<String> lines = new ArrayList<>();
        if (obstacles.isEmpty()) {
            lines.add("Talaria knows no command '" + name + "'. talaria help lists what there is.");
        } else {
            lines.add("Talaria has no command '" + name + "' now, since a part of it did not start:");
            lines.addAll(obstacles);
            lines.add("Then: talaria restart. talaria doctor and logs/talaria.log say more.");
        }
        return lines;
    }

    private int run(String name, AttachedClient client) throws IOException {
        Differences.between(client.hello(), distribution, System.getenv()).forEach(client.error()::println);
        ClientCommand command = commands.find(name);
        if (command == null) {
            missing(name).forEach(client.error()::println);
            return USAGE_ERROR;
        }
        try {
            return command.run(client);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The command '{}' failed", name, e);
            client.error().println("Talaria failed: " + e + "\nThe log has the details: logs/talaria.log");
            return FAILED;
        }
    }
}
