package dev.talaria.sandbox.ssh;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.api.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyFormat;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/** The keys with which a sandbox logs in. A key file is read, and its passphrase asked for, at the first use. */
final class Credentials {
    static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final SshSettings settings;
    private final Secrets secrets;
    private final List<String> notes = new ArrayList<>();
    private @Nullable List<KeyProvider> files;

    Credentials(SshSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /**
     * What to try, in this order. Each time new ones: they remember how far they got.
     *
     * @throws SandboxException AUTHENTICATION, if there is nothing to try
     */
    synchronized List<AuthMethod> methods() {
        List<AuthMethod> methods = new ArrayList<>();
        notes.clear();
        if (settings.identity().isEmpty()) {
            settings.agent().ifPresent(socket -> addAgent(socket, methods));
        }
        for (KeyProvider key : files()) {
            methods.add(new AuthPublickey(key));
        }
        if (methods.isEmpty()) {
            throw failure("there is no key to log in with", null);
        }
        return methods;
    }

    /** The failure to tell if no key was accepted, with what kept others from being tried. */
    synchronized SandboxException failure(String what, @Nullable Throwable cause) {
        String tried = notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")";
        return new SandboxException(
                SandboxException.Code.AUTHENTICATION,
                "SSH to " + settings.target() + ": " + what + tried + ".",
                "Put the public key into ~/.ssh/authorized_keys of "
                        + settings.target().user()
                        + " there; name the private one with identity, or load it into the agent (ssh-add) that"
                        + " Talaria sees.",
                cause);
    }

    private void addAgent(Path socket, List<AuthMethod> methods) {
        AgentClient agent = new AgentClient(socket);
        try {
            List<AgentClient.Key> keys = agent.keys();
            if (keys.isEmpty()) {
                notes.add("the agent at " + socket + " has no keys");
            }
            keys.forEach(key -> methods.add(new AgentAuthentication(agent, key)));
        } catch (IOException e) {
            notes.add("the agent at " + socket + " does not answer: " + e.getMessage());
        }
    }

    private List<KeyProvider> files() {
        List<KeyProvider> known = files;
        if (known == null) {
            known = settings.identity().isPresent()
                    ? List.of(load(settings.identity().get()))
                    : usual();
            files = known;
        }
        return known;
    }

    private List<KeyProvider> usual() {
        List<KeyProvider> found = new ArrayList<>();
        for (String name : USUAL) {
            Path file = settings.home().resolve(".ssh").resolve(name);
            if (Files.isReadable(file)) {
                try {
                    found.add(load(file));
                } catch (SandboxException e) {
                    notes.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return found;
    }

    private KeyProvider load(Path file) {
        try {
            KeyFormat format = KeyProviderUtil.detectKeyFileFormat(file.toFile());
            FileKeyProvider key =
                    Factory.Named.Util.create(SshProtocol.config().getFileKeyProviderFactories(), format.toString());
            if (key == null) {
                throw unusable(file, "is no private key in a known form", null);
            }
            key.init(file.toFile(), passphrase());
            key.getPrivate();
            return key;
        } catch (KeyDecryptionFailedException e) {
            throw unusable(
                    file,
                    settings.passphrase().isPresent()
                            ? "cannot be decrypted with the passphrase from "
                                    + settings.passphrase().get()
                            : "is encrypted",
                    e);
        } catch (IOException e) {
            throw unusable(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private @Nullable PasswordFinder passphrase() {
        Optional<SecretRef> reference = settings.passphrase();
        if (reference.isEmpty()) {
            return null;
        }
        String passphrase = secrets.resolve(reference.get())
                .orElseThrow(() -> new SandboxException(
                        SandboxException.Code.AUTHENTICATION,
                        "The passphrase " + reference.get() + " for the SSH key cannot be had.",
                        "secret:test " + reference.get() + " says why.",
                        null));
        return PasswordUtils.createOneOff(passphrase.toCharArray());
    }

    private static SandboxException unusable(Path file, String what, @Nullable Throwable cause) {
        return new SandboxException(
                SandboxException.Code.AUTHENTICATION,
                "The SSH key " + file + " " + what + ".",
                "Name a usable private key with identity, and where its passphrase is with passphrase (store:NAME).",
                cause);
    }
}
