package dev.talaria.provider.anthropic;

import java.util.regex.Pattern;

/** Ids of tool uses as the protocol allows them: a conversation may come from a provider with stranger ones. */
final class WireId {
    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern OTHERS = Pattern.compile("[^a-zA-Z0-9_-]");

    private WireId() {}

    /** The id itself, or one that always is the same for it and differs from others'. */
    static String of(String id) {
        if (ALLOWED.matcher(id).matches()) {
            return id;
        }
        return OTHERS.matcher(id).replaceAll("_") + "_" + Integer.toHexString(id.hashCode());
    }
}
