package dev.talaria.store.sqlite;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Batch.Append;
import dev.talaria.api.store.Batch.Erasure;
import dev.talaria.api.store.Batch.OutboxMove;
import dev.talaria.api.store.Batch.OutboxPut;
import dev.talaria.api.store.Batch.OutboxSettle;
import dev.talaria.api.store.Batch.RecordWrite;
import java.sql.SQLException;
import java.time.Instant;

/** A batch as one change, in the order that {@link Batch} promises. */
record BatchChange(Batch batch) implements Change<Instant> {
    @Override
    public Instant apply(Database database, Instant now) throws SQLException {
        for (Append append : batch.appends()) {
            EventTable.append(database, append, now);
        }
        for (RecordWrite write : batch.records()) {
            RecordTable.write(database, write);
        }
        for (OutboxPut put : batch.outboxPuts()) {
            OutboxTable.put(database, put);
        }
        for (OutboxSettle settle : batch.outboxSettles()) {
            OutboxTable.settle(database, settle, now);
        }
        for (OutboxMove move : batch.outboxMoves()) {
            OutboxTable.move(database, move, now);
        }
        for (Erasure erasure : batch.erasures()) {
            EventTable.erase(database, erasure, now);
        }
        return now;
    }

    @Override
    public boolean erases() {
        return !batch.erasures().isEmpty();
    }
}
