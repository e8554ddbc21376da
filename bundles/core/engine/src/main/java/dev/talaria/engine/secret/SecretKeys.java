package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key of the encrypted store: 256 random bits in {@code keys/master.key}, as hexadecimal digits, or derived from the
 * passphrase in the environment. A file that exists says in its header which of the two it needs.
 */
final class SecretKeys {
    static final String PASSPHRASE = "TALARIA_PASSPHRASE";

    private static final String AES = "AES";
    private static final int KEY_BYTES = 32;
    private static final int KEY_BITS = 256;
    private static final int LONGEST_FILE = 1_024;

    private final Path masterKey;
    private final Optional<char[]> passphrase;
    private final SecureRandom random = new SecureRandom();
    private @Nullable SecretHeader derivedFor;
    private @Nullable SecretKey derived;

    /** @param passphrase null or blank: there is none */
    SecretKeys(Path masterKey, @Nullable String passphrase) {
        this.masterKey = masterKey;
        this.passphrase =
                Optional.ofNullable(passphrase).filter(text -> !text.isBlank()).map(String::toCharArray);
    }

    /** For a file that is about to be written. */
    SecretHeader newHeader() {
        return SecretHeader.random(passphrase.isPresent(), random);
    }

    /** @param mayCreate whether a master key that is missing is made; never for a file that exists */
    SecretKey key(SecretHeader header, boolean mayCreate) {
        if (!header.fromPassphrase()) {
            return new SecretKeySpec(masterKey(mayCreate), AES);
        }
        char[] words = passphrase.orElseThrow(() -> new SecretException(
                Code.WRONG_KEY,
                "Talaria's secrets are encrypted with a passphrase, and " + PASSPHRASE + " is not set.",
                "Start Talaria again with " + PASSPHRASE + " in its environment.",
                null));
        return derive(header, words);
    }

    /** Kept for one header, since it takes some tenths of a second. */
    private synchronized SecretKey derive(SecretHeader header, char[] words) {
        SecretKey known = derived;
        if (known != null && header.sameKey(derivedFor)) {
            return known;
        }
        try {
            PBEKeySpec spec = new PBEKeySpec(words, header.salt(), header.rounds(), KEY_BITS);
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            spec.clearPassword();
            SecretKey result = new SecretKeySpec(key, AES);
            derived = result;
            derivedFor = header;
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA256", e);
        }
    }

    private byte[] masterKey(boolean mayCreate) {
        Optional<byte[]> content = OwnerFiles.read(masterKey, LONGEST_FILE);
        if (content.isPresent()) {
            return parse(new String(content.get(), StandardCharsets.US_ASCII).strip());
        }
        if (!mayCreate) {
            throw new SecretException(
                    Code.WRONG_KEY,
                    "The key of Talaria's secrets is missing: there is no " + masterKey + ".",
                    "Bring it back from a backup. Without it nothing in secrets.bin can be read: remove that file and"
                            + " set the secrets again.",
                    null);
        }
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        OwnerFiles.replace(masterKey, (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII));
        return key;
    }

    private byte[] parse(String text) {
        try {
            byte[] key = HexFormat.of().parseHex(text);
            if (key.length == KEY_BYTES) {
                return key;
            }
            Arrays.fill(key, (byte) 0);
        } catch (IllegalArgumentException e) {
            // Its message has a part of the key.
        }
        throw new SecretException(
                Code.WRONG_KEY,
                masterKey + " holds no key: that is 64 hexadecimal digits and nothing else.",
                "Bring it back from a backup.",
                null);
    }
}
