package dev.talaria.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;

/** What one caller wants written. Runs on the writer's thread; throwing undoes this change alone. */
interface Change<T> {
    T apply(Database database, Instant now) throws SQLException;

    /** Whether it removes what must not stay behind in the log either. */
    default boolean erases() {
        return false;
    }
}
