package dev.talaria.engine.secret;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The format of {@code secrets.bin}, big-endian:
 *
 * <pre>
 * header    38 bytes, see {@link SecretHeader}
 * check     16 bytes, the beginning of HMAC-SHA256(key, header): tells another key from a changed file
 * count     32 bits
 * entries   name length (16 bits), name, nonce (12 bytes), length (32 bits), AES-256-GCM of the value;
 *           additional data: header and name
 * seal      nonce (12 bytes), tag (16 bytes): AES-256-GCM of nothing; additional data: all before it
 * </pre>
 *
 * The seal is what notices that an entry was taken out, or brought in from another version of the file.
 */
final class SealedSecrets {
    private static final int CHECK_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int MOST_ENTRIES = 10_000;

    private final SecretHeader header;
    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    SealedSecrets(SecretHeader header, SecretKey key) {
        this.header = header;
        this.key = key;
    }

    /** The file was written with another key. */
    static final class WrongKey extends GeneralSecurityException {
        private static final long serialVersionUID = 1;
    }

    byte[] seal(Map<String, String> secrets) throws GeneralSecurityException {
        int size = SecretHeader.BYTES + CHECK_BYTES + Integer.BYTES + NONCE_BYTES + TAG_BYTES;
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            size += Short.BYTES + bytes(secret.getKey()).length + NONCE_BYTES + Integer.BYTES + TAG_BYTES;
            size += bytes(secret.getValue()).length;
        }
        ByteBuffer out =
                ByteBuffer.allocate(size).put(header.bytes()).put(check()).putInt(secrets.size());
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            byte[] name = bytes(secret.getKey());
            byte[] nonce = nonce();
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, header.bytes(), name).doFinal(bytes(secret.getValue()));
            out.putShort((short) name.length).put(name).put(nonce);
            out.putInt(sealed.length).put(sealed);
        }
        byte[] nonce = nonce();
        byte[] before = Arrays.copyOf(out.array(), out.position());
        return out.put(nonce)
                .put(cipher(Cipher.ENCRYPT_MODE, nonce, before).doFinal())
                .array();
    }

    /**
     * @throws WrongKey if the file was written with another key
     * @throws GeneralSecurityException if it was changed
     */
    SortedMap<String, String> open(byte[] file) throws GeneralSecurityException {
        if (file.length < SecretHeader.BYTES + CHECK_BYTES + NONCE_BYTES + TAG_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        ByteBuffer in = ByteBuffer.wrap(file).position(SecretHeader.BYTES);
        if (!MessageDigest.isEqual(take(in, CHECK_BYTES), check())) {
            throw new WrongKey();
        }
        int end = file.length - NONCE_BYTES - TAG_BYTES;
        byte[] nonce = Arrays.copyOfRange(file, end, end + NONCE_BYTES);
        cipher(Cipher.DECRYPT_MODE, nonce, Arrays.copyOf(file, end)).doFinal(file, end + NONCE_BYTES, TAG_BYTES);
        try {
            return entries(in.limit(end));
        } catch (BufferUnderflowException e) {
            throw new GeneralSecurityException("cut", e);
        }
    }

    private SortedMap<String, String> entries(ByteBuffer in) throws GeneralSecurityException {
        SortedMap<String, String> secrets = new TreeMap<>();
        int count = in.getInt();
        if (count < 0 || count > MOST_ENTRIES) {
            throw new GeneralSecurityException("nonsense count");
        }
        for (int i = 0; i < count; i++) {
            byte[] name = take(in, Short.toUnsignedInt(in.getShort()));
            byte[] nonce = take(in, NONCE_BYTES);
            byte[] value =
                    cipher(Cipher.DECRYPT_MODE, nonce, header.bytes(), name).doFinal(take(in, in.getInt()));
            secrets.put(new String(name, StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8));
        }
        return secrets;
    }

    private byte[] check() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return Arrays.copyOf(mac.doFinal(header.bytes()), CHECK_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, byte[]... additional) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        for (byte[] part : additional) {
            cipher.updateAAD(part);
        }
        return cipher;
    }

    private byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }

    private static byte[] take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] result = new byte[length];
        in.get(result);
        return result;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
