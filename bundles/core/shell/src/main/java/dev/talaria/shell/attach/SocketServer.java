package dev.talaria.shell.attach;

import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import dev.talaria.attach.SocketPlace;
import dev.talaria.shell.thread.ServerThreads;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the clients of one home over its Unix-domain socket. Only the home's owner is let in, whatever the permissions
 * of the socket allow.
 */
final class SocketServer implements AutoCloseable {
    static final int MOST_CLIENTS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
    private static final int REFUSED = 1;

    private final SocketPlace place;
    private final UserPrincipal owner;
    private final Peer peer;
    private final ClientCommands commands;
    private final String distribution;
    private final ServerSocketChannel socket;
    private final Set<ServedClient> clients = ConcurrentHashMap.newKeySet();

    private SocketServer(
            SocketPlace place, Peer peer, ClientCommands commands, String distribution, ServerSocketChannel socket)
            throws IOException {
        this.place = place;
        this.owner = Files.getOwner(place.home());
        this.peer = peer;
        this.commands = commands;
        this.distribution = distribution;
        this.socket = socket;
    }

    /**
     * Begins to serve. A socket that is there is removed: the caller holds the home's lock, so its process is gone.
     *
     * @param distribution version of this distribution
     * @throws IOException if the socket cannot be made safely, with what to do
     */
    static SocketServer open(SocketPlace place, Peer peer, ClientCommands commands, String distribution)
            throws IOException {
        place.createFolder();
        Files.deleteIfExists(place.socket());
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.bind(UnixDomainSocketAddress.of(place.socket()), MOST_CLIENTS);
            Files.setPosixFilePermissions(place.socket(), PosixFilePermissions.fromString("rw-------"));
            SocketServer server = new SocketServer(place, peer, commands, distribution, socket);
            ServerThreads.start("talaria-attach", server::acceptAll);
            return server;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** How many clients are attached. */
    int clients() {
        return clients.size();
    }

    /** No new client is let in; those who are there go on. */
    void refuseNew() {
        try {
            socket.close();
            Files.deleteIfExists(place.socket());
        } catch (IOException e) {
            LOG.warn("The socket {} cannot be closed: {}", place.socket(), e.toString());
        }
    }

    /** Clients that are still there see that the instance stopped. */
    @Override
    public void close() {
        refuseNew();
        clients.forEach(ServedClient::close);
    }

    private void acceptAll() {
        while (socket.isOpen()) {
            try {
                accept(socket.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("A client could not be let in: {}", e.toString());
            }
        }
    }

    private void accept(SocketChannel channel) throws IOException {
        FrameChannel frames = new FrameChannel(channel);
        try {
            UserPrincipal user = peer.of(channel);
            if (!user.equals(owner)) {
                LOG.warn("Refused a client of the user {}: {} belongs to {}", user, place.home(), owner);
                refuse(
                        frames,
                        "Talaria in " + place.home() + " belongs to " + owner.getName() + ", and you are "
                                + user.getName() + ". Set TALARIA_HOME to a folder of your own.");
                return;
            }
            if (clients.size() >= MOST_CLIENTS) {
                refuse(frames, MOST_CLIENTS + " clients are attached already. Wait until one of them ends.");
                return;
            }
            ServedClient client = new ServedClient(frames, commands, distribution, clients::remove);
            clients.add(client);
            client.start();
        } catch (IOException | RuntimeException e) {
            frames.close();
            throw e;
        }
    }

    private static void refuse(FrameChannel frames, String why) throws IOException {
        try (frames) {
            frames.write(FrameType.ERROR_OUTPUT, (why + "\n").getBytes(StandardCharsets.UTF_8));
            frames.writeInt(FrameType.EXIT, REFUSED);
        }
    }
}
