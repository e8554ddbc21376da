package dev.talaria.shell.attach;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** Says whose process is at the other end of a socket. */
@FunctionalInterface
interface Peer {
    /** As the kernel knows it. */
    Peer BY_KERNEL =
            channel -> channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();

    UserPrincipal of(SocketChannel channel) throws IOException;
}
