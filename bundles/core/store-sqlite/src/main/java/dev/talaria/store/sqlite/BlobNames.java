package dev.talaria.store.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which blobs the store names. It sees bytes, not meanings: whatever looks like a hash, anywhere, may be a name and keeps
 * its blob. What must be there is narrower: the journal's {@code "blob":"…"}.
 */
final class BlobNames {
    private static final Pattern NAME = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
    private static final Pattern REFERENCE = Pattern.compile("\"blob\"\\s*:\\s*\"([0-9a-f]{64})\"");
    private static final int ROWS_AT_ONCE = 1_000;

    private BlobNames() {}

    private record Row(long position, byte[] bytes) {}

    /** Every name that may be one, in events, records and outbox rows. */
    static Set<String> possible(SqliteStore store) {
        Set<String> names = new HashSet<>();
        eachEvent(store, text -> collect(NAME, 0, text, names));
        for (String table : List.of("record", "outbox")) {
            store.read(open -> open.query(
                    row -> {
                        collect(NAME, 0, text(row.getBytes(1)), names);
                        return 0;
                    },
                    "SELECT bytes FROM " + table + " WHERE length(bytes) >= 64"));
        }
        return names;
    }

    /** Names that events say to be those of blobs. */
    static Set<String> referred(SqliteStore store) {
        Set<String> names = new HashSet<>();
        eachEvent(store, text -> collect(REFERENCE, 1, text, names));
        return names;
    }

    private interface Each {
        void text(String text);
    }

    /** Some rows at a time: no reader holds the log back for long. */
    private static void eachEvent(SqliteStore store, Each each) {
        long[] after = {0};
        List<Row> rows;
        do {
            rows = store.read(open -> some(open, after[0]));
            for (Row row : rows) {
                each.text(text(row.bytes()));
                after[0] = row.position();
            }
        } while (!rows.isEmpty());
    }

    private static List<Row> some(Database database, long after) throws SQLException {
        return database.query(
                row -> new Row(row.getLong(1), row.getBytes(2)),
                "SELECT position, bytes FROM event WHERE position > ? AND length(bytes) >= 64"
                        + " ORDER BY position LIMIT ?",
                after,
                ROWS_AT_ONCE);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void collect(Pattern pattern, int group, String text, Set<String> names) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            names.add(found.group(group));
        }
    }
}
