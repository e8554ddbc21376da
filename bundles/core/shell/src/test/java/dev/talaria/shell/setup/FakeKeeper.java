package dev.talaria.shell.setup;

import dev.talaria.api.secret.SecretEntry;
import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretKeeper;
import dev.talaria.api.secret.SecretRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store in memory; outside it is one key, at {@code env:MY_KEY}. */
final class FakeKeeper implements SecretKeeper {
    static final String IN_ENVIRONMENT = "of the environment";

    final Map<String, String> values = new TreeMap<>();

    /** What a reference in a file leads to; empty for none. */
    String resolve(String reference) {
        if (reference.isEmpty()) {
            return "";
        }
        SecretRef ref = SecretRef.parse(reference);
        return ref.scheme().equals(SecretRef.STORE) ? values.getOrDefault(ref.location(), "") : IN_ENVIRONMENT;
    }

    @Override
    public void set(String name, String value) {
        values.put(name, value);
    }

    @Override
    public boolean remove(String name) {
        return values.remove(name) != null;
    }

    @Override
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    @Override
    public List<SecretEntry> list() {
        return List.of();
    }

    @Override
    public void test(SecretRef ref) {
        if (!ref.text().equals("env:MY_KEY")) {
            throw new SecretException(SecretException.Code.NOT_FOUND, "There is no " + ref + ".", "Set it.", null);
        }
    }
}
