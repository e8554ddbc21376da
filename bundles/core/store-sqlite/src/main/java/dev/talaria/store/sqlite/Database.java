package dev.talaria.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** One connection and its prepared statements. Not thread-safe: it belongs to one thread at a time. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int BUSY_TIMEOUT_MS = 5_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Reads the row that the result stands on. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static Database open(Path file) throws SQLException {
        return open(file, new SQLiteConfig());
    }

    /** A connection that cannot write. The file must be there. */
    static Database openReadOnly(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return open(file, config);
    }

    /**
     * The driver is called directly, because DriverManager sees no driver of another bundle; and by URI, because the
     * driver takes what follows a question mark in a plain path for options.
     */
    private static Database open(Path file, SQLiteConfig config) throws SQLException {
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        Properties properties = config.toProperties();
        return new Database(new JDBC().connect(JDBC.PREFIX + file.toUri(), properties));
    }

    /** Best effort: after some errors SQLite has done it already. */
    void rollback() {
        try {
            update("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("Nothing left to roll back: SQLite has done it", e);
        }
    }

    /** For what the driver offers beyond SQL. */
    Connection connection() {
        return connection;
    }

    /** Runs a statement of its own, unprepared: pragmas and schema. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    int update(String sql, @Nullable Object... values) throws SQLException {
        return run(sql, values, PreparedStatement::executeUpdate);
    }

    <T> List<T> query(Row<T> row, String sql, @Nullable Object... values) throws SQLException {
        return run(sql, values, statement -> {
            List<T> found = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(row.read(result));
                }
            }
            return found;
        });
    }

    <T> Optional<T> first(Row<T> row, String sql, @Nullable Object... values) throws SQLException {
        return query(row, sql, values).stream().findFirst();
    }

    /** The first column of the one row that the statement gives. */
    long number(String sql, @Nullable Object... values) throws SQLException {
        return first(row -> row.getLong(1), sql, values)
                .orElseThrow(() -> new SQLException("Nothing was answered to: " + sql));
    }

    /** What to do with a statement whose values are set. */
    private interface Use<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** The driver takes a statement that has failed for closed: it is prepared anew the next time. */
    private <T> T run(String sql, @Nullable Object[] values, Use<T> use) throws SQLException {
        PreparedStatement cached = statements.remove(sql);
        PreparedStatement statement = cached == null ? connection.prepareStatement(sql) : cached;
        boolean good = false;
        try {
            bind(statement, values);
            T result = use.with(statement);
            statements.put(sql, statement);
            good = true;
            return result;
        } finally {
            if (!good) {
                statement.close();
            }
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        connection.close();
    }
}
