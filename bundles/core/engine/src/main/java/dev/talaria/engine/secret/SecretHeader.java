package dev.talaria.engine.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How {@code secrets.bin} begins: 16 bytes of magic, the version of the format, where the key is from (1 the file, 2 a
 * passphrase), the rounds (32 bits; 0 for the file) and 16 bytes of salt.
 */
final class SecretHeader {
    static final int BYTES = 38;

    private static final byte[] MAGIC = "TALARIA SECRETS\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final byte FROM_FILE = 1;
    private static final byte FROM_PASSPHRASE = 2;
    private static final int SALT_BYTES = 16;
    private static final int ROUNDS = 600_000;
    private static final int MOST_ROUNDS = 10_000_000;

    private final byte[] bytes;

    private SecretHeader(byte[] bytes) {
        this.bytes = bytes;
    }

    static SecretHeader random(boolean fromPassphrase, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new SecretHeader(ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .put(VERSION)
                .put(fromPassphrase ? FROM_PASSPHRASE : FROM_FILE)
                .putInt(fromPassphrase ? ROUNDS : 0)
                .put(salt)
                .array());
    }

    /** @throws IllegalArgumentException that says what is wrong with it */
    static SecretHeader parse(byte[] file) {
        if (file.length < BYTES || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalArgumentException("it does not begin as such a file does");
        }
        SecretHeader header = new SecretHeader(Arrays.copyOf(file, BYTES));
        byte version = file[MAGIC.length];
        if (version != VERSION) {
            throw new IllegalArgumentException("its format is " + version + " and this Talaria knows " + VERSION);
        }
        byte from = file[MAGIC.length + 1];
        boolean passphrase = from == FROM_PASSPHRASE && header.rounds() >= ROUNDS && header.rounds() <= MOST_ROUNDS;
        if (!passphrase && (from != FROM_FILE || header.rounds() != 0)) {
            throw new IllegalArgumentException("its header says nonsense about the key");
        }
        return header;
    }

    boolean fromPassphrase() {
        return bytes[MAGIC.length + 1] == FROM_PASSPHRASE;
    }

    int rounds() {
        return ByteBuffer.wrap(bytes).getInt(MAGIC.length + 2);
    }

    byte[] salt() {
        return Arrays.copyOfRange(bytes, BYTES - SALT_BYTES, BYTES);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    boolean sameKey(@Nullable SecretHeader other) {
        return other != null && Arrays.equals(bytes, other.bytes);
    }
}
