package dev.talaria.sandbox.ssh;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts.KnownHostEntry;

/** A file of host keys, as OpenSSH writes it; see sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
final class KnownHosts {
    /** Two sandboxes may meet a new host at the same time. */
    private static final Object WRITING = new Object();

    private final Path file;

    KnownHosts(Path file) {
        this.file = file;
    }

    /** A line about a host; the first of a file is 1. */
    record Line(int number, KnownHostEntry entry) {}

    /** What the file says of a host: nothing, if there is no file. */
    List<Line> lines(String host) throws IOException {
        List<Line> found = new ArrayList<>();
        if (!Files.exists(file)) {
            return found;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < lines.size(); i++) {
            Optional<KnownHostEntry> entry = entry(lines.get(i));
            if (entry.isPresent() && entry.get().appliesTo(host)) {
                found.add(new Line(i + 1, entry.get()));
            }
        }
        return found;
    }

    private static Optional<KnownHostEntry> entry(String line) throws IOException {
        // Certificates of hosts are not looked at.
        if (line.strip().startsWith("@cert-authority")) {
            return Optional.empty();
        }
        return new OpenSSHKnownHosts(new StringReader(line), SilentLog.INSTANCE)
                .entries().stream().findFirst();
    }

    /** Adds a line; makes the file, for its owner alone, if there is none. */
    void add(String host, PublicKey key) throws IOException {
        String line = host + " " + KeyType.fromKey(key) + " "
                + Base64.getEncoder()
                        .encodeToString(
                                new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
        synchronized (WRITING) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory == null) {
                throw new FileSystemException(file.toString());
            }
            if (!Files.exists(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            String before = endsWithoutNewline() ? "\n" : "";
            Files.writeString(file, before + line + "\n", StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
        }
    }

    private boolean endsWithoutNewline() throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return !text.isEmpty() && !text.endsWith("\n");
    }
}
