package dev.talaria.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows of one table that can be read. Rows with a number are read in order, with jumps over damage; others
 * from both ends.
 */
final class TableSalvage {
    /** Beyond this many failed reads the rest is given up: a file of noise must end some time. */
    private static final int MAX_FAILURES = 10_000;

    private static final int ROWS_AT_ONCE = 500;
    private static final long FARTHEST = 1L << 40;

    private final Database old;
    private final Database fresh;
    private final String table;
    private final List<String> lost;
    private List<String> columns = List.of();
    private String firstFailure = "";
    private long copied;
    private int failures;

    TableSalvage(Database old, Database fresh, String table, List<String> lost) {
        this.old = old;
        this.fresh = fresh;
        this.table = table;
        this.lost = lost;
    }

    /** @return how many rows were saved */
    long run() throws SQLException {
        List<String> known = columns(fresh);
        List<String> present;
        try {
            present = columns(old);
        } catch (SQLException e) {
            lost.add("All of the table " + table + ": " + e.getMessage());
            return 0;
        }
        columns = known.stream().filter(present::contains).toList();
        if (columns.isEmpty()) {
            return 0; // A table that this old file did not have yet.
        }
        if (List.of("record", "outbox_key", "meta").contains(table)) {
            fromBothEnds();
        } else {
            byNumber();
        }
        if (!firstFailure.isEmpty()) {
            lost.add("Some rows of the table " + table + ": " + firstFailure);
        }
        return copied;
    }

    private List<String> columns(Database database) throws SQLException {
        return database.query(row -> row.getString(1), "SELECT name FROM pragma_table_info(?)", table);
    }

    /** Forward, some rows at a time; where that fails one by one, and what cannot be read is jumped over. */
    private void byNumber() throws SQLException {
        String number = columns.get(0);
        long after = 0;
        int limit = ROWS_AT_ONCE;
        while (failures < MAX_FAILURES) {
            try {
                List<@Nullable Object[]> rows = after(number, after, limit);
                if (rows.isEmpty()) {
                    return;
                }
                write(rows);
                after = ((Number) rows.get(rows.size() - 1)[0]).longValue();
                limit = Math.min(ROWS_AT_ONCE, limit * 2);
            } catch (SQLException e) {
                failed(e);
                if (limit > 1) {
                    limit = 1;
                } else {
                    after = readableAfter(number, after);
                }
            }
        }
    }

    /** The least number, or nearly, after which a row can be read or there is none: steps that double, then halve. */
    private long readableAfter(String number, long after) {
        long step = 1;
        while (step < FARTHEST && !isReadable(number, after + step)) {
            step *= 2;
        }
        long unreadable = step / 2;
        while (unreadable + 1 < step) {
            long middle = (unreadable + step) / 2;
            if (isReadable(number, after + middle)) {
                step = middle;
            } else {
                unreadable = middle;
            }
        }
        return after + step;
    }

    private boolean isReadable(String number, long after) {
        try {
            after(number, after, 1);
            return true;
        } catch (SQLException e) {
            failed(e);
            return false;
        }
    }

    private List<@Nullable Object[]> after(String number, long after, int limit) throws SQLException {
        return old.query(
                this::values, select() + " WHERE " + number + " > ? ORDER BY " + number + " LIMIT ?", after, limit);
    }

    private void fromBothEnds() throws SQLException {
        String key = table.equals("record") ? "kind, key" : "key";
        String backwards = table.equals("record") ? "kind DESC, key DESC" : "key DESC";
        if (!untilDamage(" ORDER BY " + key)) {
            untilDamage(" ORDER BY " + backwards);
        }
    }

    /** @return whether it came to the end */
    private boolean untilDamage(String order) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        boolean whole = true;
        try {
            old.query(
                    row -> {
                        rows.add(values(row));
                        return 0;
                    },
                    select() + order);
        } catch (SQLException e) {
            failed(e);
            whole = false;
        }
        write(rows);
        return whole;
    }

    private String select() {
        return "SELECT " + String.join(", ", columns) + " FROM " + table;
    }

    private @Nullable Object[] values(ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getObject(i + 1);
        }
        return values;
    }

    /** Damage may have made a row what the table forbids, such as a text out of a number: that one is lost, too. */
    private void write(List<@Nullable Object[]> rows) throws SQLException {
        String sql = "INSERT OR REPLACE INTO " + table + " ("
                + columns.stream().collect(Collectors.joining(", ")) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        for (@Nullable Object[] row : rows) {
            try {
                copied += fresh.update(sql, row);
            } catch (SQLException e) {
                failed(e);
            }
        }
    }

    private void failed(SQLException e) {
        failures++;
        if (firstFailure.isEmpty()) {
            firstFailure = String.valueOf(e.getMessage());
        }
    }
}
