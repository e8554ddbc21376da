package dev.talaria.shell;

import dev.talaria.spi.store.StoreCare;
import dev.talaria.spi.store.StoreCare.Status;
import java.time.Instant;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code store:status}: how much is kept, and whether the store is open. */
@Service
@Command(
        scope = "store",
        name = "status",
        description = "Shows what the store holds and how large its files are; or why it is not open.",
        detailedDescription = "Example: store:status --json")
public final class StoreStatusCommand extends AdminCommand {
    private static final Listing<Status> LISTING = new Listing<Status>("There is no store.")
            .text("FOLDER", "folder", Status::folder)
            .text("PROBLEM", "problem", Status::problem)
            .number("SCHEMA", "schema", Status::schema)
            .worded("DATABASE", "databaseBytes", Status::databaseBytes, status -> size(status.databaseBytes()))
            .worded("LOG", "logBytes", Status::logBytes, status -> size(status.logBytes()))
            .worded("SEARCH INDEX", "indexBytes", Status::indexBytes, status -> size(status.indexBytes()))
            .number("NOT YET INDEXED", "indexBehind", Status::indexBehind)
            .number("BLOBS", "blobs", Status::blobs)
            .worded("IN BLOBS", "blobBytes", Status::blobBytes, status -> size(status.blobBytes()))
            .number("STREAMS", "streams", Status::streams)
            .number("EVENTS", "events", Status::events)
            .number("RECORDS", "records", Status::records)
            .number("OUTBOX ROWS", "outboxRows", Status::outboxRows);

    @Option(name = "--json", description = "One JSON object for programs: units in the names")
    boolean json;

    @Reference(optional = true)
    @Nullable
    StoreCare store;

    @Override
    String run() throws CommandException {
        Status status = here(store).status();
        return json ? LISTING.json(status) : LISTING.card(status, Instant.now());
    }

    static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
