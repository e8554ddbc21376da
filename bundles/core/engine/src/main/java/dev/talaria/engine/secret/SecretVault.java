package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.engine.secret.SealedSecrets.WrongKey;
import dev.talaria.spi.secret.SecretSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code store:NAME}: Talaria's own encrypted store, one file that is read each time and replaced as a whole. It keeps
 * nothing in memory but the key. What cannot be read is an error, never an empty store.
 */
final class SecretVault implements SecretSource {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int LONGEST_FILE = 8 * 1024 * 1024;

    private final Path file;
    private final SecretKeys keys;

    /**
     * @param folder {@code TALARIA_HOME/keys}
     * @param passphrase null or blank: the key is in {@code master.key}
     */
    SecretVault(Path folder, @Nullable String passphrase) {
        file = folder.resolve("secrets.bin");
        keys = new SecretKeys(folder.resolve("master.key"), passphrase);
    }

    @Override
    public String scheme() {
        return SecretRef.STORE;
    }

    @Override
    public Optional<String> resolve(String location) {
        requireName(location);
        String value = read().get(location);
        if (value == null) {
            throw SecretFailures.notFound(
                    "Talaria's store has no secret of the name " + location + ".",
                    "Put it there: secret:set " + location);
        }
        return Optional.of(value);
    }

    synchronized List<String> names() {
        return List.copyOf(read().keySet());
    }

    synchronized void set(String name, String value) {
        requireName(name);
        if (value.isBlank()) {
            throw new SecretException(
                    Code.NOT_FOUND, "The value of " + name + " is blank; nothing has changed.", "Give one.", null);
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > SecretLimits.BYTES) {
            throw SecretFailures.tooLong(new SecretRef(SecretRef.STORE, name));
        }
        SortedMap<String, String> secrets = read();
        secrets.put(name, value);
        write(secrets);
    }

    synchronized boolean remove(String name) {
        SortedMap<String, String> secrets = read();
        if (secrets.remove(name) == null) {
            return false;
        }
        write(secrets);
        return true;
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SecretException(
                    Code.BAD_NAME,
                    "That cannot be the name of a secret.",
                    "A name has up to 64 letters, digits, dots, hyphens and underscores.",
                    null);
        }
    }

    private SortedMap<String, String> read() {
        Optional<byte[]> content = OwnerFiles.read(file, LONGEST_FILE);
        if (content.isEmpty()) {
            return new TreeMap<>();
        }
        try {
            SecretHeader header = SecretHeader.parse(content.get());
            return new SealedSecrets(header, keys.key(header, false)).open(content.get());
        } catch (WrongKey e) {
            throw new SecretException(
                    Code.WRONG_KEY,
                    file + " was written with another key than the present one.",
                    "Bring back the keys/master.key, or the " + SecretKeys.PASSPHRASE + ", that it was written with.",
                    e);
        } catch (IllegalArgumentException e) {
            throw damaged(e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw damaged("its content is not what was written", e);
        }
    }

    private SecretException damaged(String how, Exception e) {
        return new SecretException(
                Code.DAMAGED,
                file + " is damaged, or somebody changed it: " + how + ". None of it is used.",
                "Bring it back from a backup; or move it away and set the secrets again.",
                e);
    }

    private void write(SortedMap<String, String> secrets) {
        SecretHeader header = keys.newHeader();
        SecretKey key = keys.key(header, true);
        try {
            byte[] content = new SealedSecrets(header, key).seal(secrets);
            if (content.length >= LONGEST_FILE) {
                throw SecretFailures.tooLong(file);
            }
            OwnerFiles.replace(file, content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM and HMAC-SHA256", e);
        }
    }
}
