package dev.talaria.launcher;

import dev.talaria.launcher.PropertiesDocument.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three-way merge of one properties file: what the user changed wins, everything else follows what is shipped. */
final class PropertiesMerge {
    private final Map<String, Entry> before;
    private final PropertiesDocument user;
    private final PropertiesDocument shipped;
    private final Map<String, Entry> userByKey;
    private final Map<String, Entry> shippedByKey;

    private PropertiesMerge(PropertiesDocument before, PropertiesDocument user, PropertiesDocument shipped) {
        this.before = before.byKey();
        this.user = user;
        this.shipped = shipped;
        this.userByKey = user.byKey();
        this.shippedByKey = shipped.byKey();
    }

    /**
     * @param before what was shipped last time; empty if nothing was
     * @param user the file as the user has it now
     * @param shipped what is shipped now
     */
    static String merge(String before, String user, String shipped) {
        return new PropertiesMerge(
                        PropertiesDocument.parse(before),
                        PropertiesDocument.parse(user),
                        PropertiesDocument.parse(shipped))
                .merge();
    }

    private String merge() {
        List<Entry> merged = new ArrayList<>();
        for (Entry entry : user.entries()) {
            Entry replacement = shippedByKey.get(entry.key());
            if (isEdited(entry)) {
                merged.add(entry);
            } else if (replacement != null) {
                merged.add(replacement.withComments(comments(entry, replacement)));
            }
        }
        addNewEntries(merged);
        return new PropertiesDocument(merged, user.trailer()).render();
    }

    private boolean isEdited(Entry entry) {
        Entry original = before.get(entry.key());
        return original == null || !original.value().equals(entry.value());
    }

    /** A comment follows the shipped file unless the user wrote into it. */
    private String comments(Entry entry, Entry replacement) {
        boolean untouched = before.get(entry.key()).comments().equals(entry.comments());
        return untouched ? replacement.comments() : entry.comments();
    }

    /** Adds the keys that are shipped for the first time, each behind the key that it follows in the shipped file. */
    private void addNewEntries(List<Entry> merged) {
        String previous = null;
        for (Entry entry : shipped.entries()) {
            if (!userByKey.containsKey(entry.key()) && !before.containsKey(entry.key())) {
                merged.add(indexAfter(merged, previous), entry);
            }
            previous = entry.key();
        }
    }

    private static int indexAfter(List<Entry> merged, String key) {
        for (int i = merged.size() - 1; i >= 0; i--) {
            if (merged.get(i).key().equals(key)) {
                return i + 1;
            }
        }
        return merged.size();
    }
}
