package dev.talaria.api.secret;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service where an owner looks after secrets. It never hands one out. Provided by the engine. */
@ProviderType
public interface SecretKeeper {
    /**
     * Puts a secret into Talaria's own store, where {@code store:NAME} refers to it; replaces the one of that name. On disk
     * when it returns. Every reference is read anew from now on.
     *
     * @param name up to 64 letters, digits, dots, hyphens and underscores
     * @param value up to 64 kB; surrounding white space is dropped
     * @throws SecretException if it cannot be kept; then nothing has changed
     */
    void set(String name, String value);

    /**
     * @return false if there is none of that name
     * @throws SecretException if it cannot be removed
     */
    boolean remove(String name);

    /** The names in Talaria's own store, sorted. */
    List<String> names();

    /** What is in the store, what configurations refer to and what was asked for, each resolved once. */
    List<SecretEntry> list();

    /**
     * Reads the secret anew and throws it away.
     *
     * @throws SecretException if it cannot be had, with the reason and what to do
     */
    void test(SecretRef ref);
}
