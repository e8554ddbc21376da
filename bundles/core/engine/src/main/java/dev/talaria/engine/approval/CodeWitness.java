package dev.talaria.engine.approval;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.sandbox.FileAccess;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The files that a call would run, by their content: who approves a call approves these bytes. What such a file reads or
 * runs in its turn is not looked at.
 *
 * @param digests SHA-256 in hexadecimal by path, {@code unreadable} where there is none
 */
public record CodeWitness(Map<String, String> digests) {
    public static final CodeWitness NONE = new CodeWitness(Map.of());

    private static final String UNREADABLE = "unreadable";

    /** @param files asked only if the call runs a file that it names */
    public static CodeWitness of(Effects effects, Supplier<FileAccess> files) {
        Map<String, String> digests = new TreeMap<>();
        for (Effect effect : effects.list()) {
            boolean code = effect.kind() == EffectKind.READ
                    && effect.nature() == Nature.WORKSPACE_CODE
                    && effect.resource().isFile()
                    && !effect.resource().isTree();
            if (code) {
                digests.put(effect.resource().path(), digest(effect.resource().path(), files.get()));
            }
        }
        return digests.isEmpty() ? NONE : new CodeWitness(digests);
    }

    /** The first file that is not what it was; empty if all are. */
    public String changed(Supplier<FileAccess> files) {
        for (Map.Entry<String, String> seen : digests.entrySet()) {
            if (!digest(seen.getKey(), files.get()).equals(seen.getValue())) {
                return seen.getKey();
            }
        }
        return "";
    }

    private static String digest(String path, FileAccess files) {
        try (InputStream in = files.read(files.realPath(path))) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            return UNREADABLE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
