package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The titles that are taken, as records: title to session. That they are unique is the store's compare-and-set. */
public final class TitleRecords {
    /** Characters that a title has at most. */
    public static final int LONGEST = 100;

    static final String KIND = "session.title";
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cs}]");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Store store;

    public TitleRecords(Store store) {
        this.store = store;
    }

    /** On one line, without what cannot be seen, and cut; empty if nothing is left. */
    static String clean(String text) {
        String line = SPACE.matcher(text).replaceAll(" ");
        return cut(UNSEEN.matcher(line).replaceAll("").strip(), LONGEST);
    }

    /** The text as a title, or with a number behind it, such that no other session has it. */
    public String unused(String text, SessionId id) {
        String title = clean(text);
        String candidate = title;
        for (int number = 2; taken(candidate, id); number++) {
            String suffix = " #" + number;
            candidate = cut(title, LONGEST - suffix.length()) + suffix;
        }
        return candidate;
    }

    private boolean taken(String title, SessionId id) {
        return record(title).filter(found -> !owner(found).equals(id.value())).isPresent();
    }

    /** Gives the session another title; empty ones are no titles. */
    public void change(Batch.Builder batch, SessionId id, String before, String after) {
        if (before.equals(after)) {
            return;
        }
        record(before)
                .filter(found -> owner(found).equals(id.value()))
                .ifPresent(found -> batch.remove(KIND, before, found.version()));
        if (!after.isEmpty() && record(after).isEmpty()) {
            batch.put(KIND, after, 0, null, id.value().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Optional<StoredRecord> record(String title) {
        return title.isEmpty() ? Optional.empty() : store.record(KIND, title);
    }

    private static String owner(StoredRecord record) {
        return new String(record.bytes(), StandardCharsets.UTF_8);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end).strip();
    }
}
