package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the key of one host. SSHJ asks on a thread of its own and tells only yes or no: the reason for a no is kept here.
 */
final class HostKeys implements HostKeyVerifier {
    private final String policy;
    private final KnownHosts known;
    private final String file;
    private final String host;
    private volatile @Nullable SandboxException refusal;

    HostKeys(SshSettings settings, Endpoint endpoint) {
        this.policy = settings.hostKey();
        this.known = new KnownHosts(settings.knownHosts());
        this.file = settings.knownHosts().toString();
        this.host = endpoint.knownAs();
    }

    /** Why the key was refused, if it was. */
    Optional<SandboxException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        try {
            refusal = policy.startsWith(SshSettings.FINGERPRINT) ? judgePinned(key) : judgeKnown(key);
        } catch (IOException e) {
            refusal = refused(
                    "The file of known host keys, " + file + ", cannot be used: " + e.getMessage() + ".",
                    "Correct the file, or name another with knownHosts.");
        }
        return refusal == null;
    }

    private @Nullable SandboxException judgePinned(PublicKey key) {
        return fingerprint(key).equals(policy)
                ? null
                : refused(
                        "The host key of " + host + " is " + fingerprint(key) + ", not the configured " + policy
                                + ". Somebody may be listening in between.",
                        "If the host has a new key, ask its operator for the fingerprint and set hostKey to it.");
    }

    private @Nullable SandboxException judgeKnown(PublicKey key) throws IOException {
        List<KnownHosts.Line> lines = known.lines(host);
        for (KnownHosts.Line line : lines) {
            if (line.entry().getLine().startsWith("@revoked") && sameKey(line, key)) {
                return refused(
                        "The host key of " + host + ", " + fingerprint(key) + ", is revoked in " + file + ", line "
                                + line.number() + ".",
                        "Ask the host's operator for its new key.");
            }
        }
        for (KnownHosts.Line line : lines) {
            if (line.entry().verify(key)) {
                return null;
            }
        }
        Optional<KnownHosts.Line> other = lines.stream()
                .filter(line -> !line.entry().getLine().startsWith("@revoked"))
                .findFirst();
        if (other.isPresent()) {
            return changed(key, other.get());
        }
        if (policy.equals(SshSettings.ACCEPT_NEW)) {
            known.add(host, key);
            return null;
        }
        return refused(
                "The host key of " + host + ", " + fingerprint(key) + ", is not in " + file + ".",
                "Compare it with what ssh-keygen -lf shows on the host; then set hostKey to it, or connect once with"
                        + " ssh, or set hostKey to accept-new.");
    }

    private static boolean sameKey(KnownHosts.Line line, PublicKey key) {
        return line.entry()
                .getLine()
                .contains(Base64.getEncoder()
                        .encodeToString(
                                new Buffer.PlainBuffer().putPublicKey(key).getCompactData()));
    }

    private SandboxException changed(PublicKey key, KnownHosts.Line line) {
        return refused(
                "The host key of " + host + " has changed: it is " + fingerprint(key) + " now, but " + file + ", line "
                        + line.number() + ", has another. Somebody may be listening in between.",
                "If the host's operator confirms the new key, remove line " + line.number() + " of " + file + ".");
    }

    private static SandboxException refused(String what, String remedy) {
        return new SandboxException(SandboxException.Code.AUTHENTICATION, what, remedy, null);
    }

    /** As OpenSSH prints it. */
    static String fingerprint(PublicKey key) {
        return fingerprint(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
    }

    /** @param blob the public key as RFC 4253 writes it */
    static String fingerprint(byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return SshSettings.FINGERPRINT
                    + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A host that has several keys is asked for one that is known. */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        try {
            return known.lines(host).stream()
                    .filter(line -> !line.entry().getLine().startsWith("@"))
                    .flatMap(line -> algorithms(line.entry().getType()))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Stream<String> algorithms(KeyType type) {
        return type == KeyType.RSA ? Stream.of("rsa-sha2-512", "rsa-sha2-256") : Stream.of(type.toString());
    }
}
