package dev.talaria.sandbox.docker.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A folder as {@code DOCKER_CERT_PATH} names it: {@code ca.pem}, {@code cert.pem} and {@code key.pem}. */
public final class Certificates {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?)PRIVATE KEY-----([^-]+)-----END", Pattern.DOTALL);
    /** The head of PKCS #8 (RFC 5208) before the lengths: version 0 and the algorithm rsaEncryption. */
    private static final byte[] RSA_PREFIX = {2, 1, 0, 48, 13, 6, 9, 42, -122, 72, -122, -9, 13, 1, 1, 1, 5, 0};

    private Certificates() {}

    /**
     * @return who we are, and whom we trust: nobody but the folder's own authority
     * @throws IOException if something in the folder is missing or of no use
     */
    public static SSLContext load(Path folder) throws IOException {
        try {
            KeyStore keys = empty();
            Certificate[] chain = certificates(folder.resolve("cert.pem")).toArray(Certificate[]::new);
            keys.setKeyEntry("talaria", key(folder.resolve("key.pem")), new char[0], chain);
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, new char[0]);
            KeyStore authorities = empty();
            int count = 0;
            for (Certificate authority : certificates(folder.resolve("ca.pem"))) {
                authorities.setCertificateEntry("ca" + count++, authority);
            }
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in " + folder + " are of no use: " + e.getMessage(), e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!found.find() || found.group(1).startsWith("EC")) {
            throw new IOException(file + " holds no private key in PKCS #8; make one of it with: openssl pkcs8 -topk8"
                    + " -nocrypt -in " + file + " -out new-key.pem");
        }
        byte[] der = Base64.getMimeDecoder().decode(found.group(2));
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(found.group(1).isEmpty() ? der : wrap(der));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(spec);
        } catch (GeneralSecurityException e) {
            return KeyFactory.getInstance("EC").generatePrivate(spec);
        }
    }

    /** PKCS #1 to PKCS #8. */
    private static byte[] wrap(byte[] key) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA_PREFIX);
        inner.writeBytes(tagged(4, key));
        return tagged(48, inner.toByteArray());
    }

    /** DER: a tag, a length of two bytes, the content. */
    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length});
        out.writeBytes(content);
        return out.toByteArray();
    }
}
