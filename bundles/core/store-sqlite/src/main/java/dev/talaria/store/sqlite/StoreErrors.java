package dev.talaria.store.sqlite;

import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoreException.Code;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what SQLite says into what happened, where, and what to do. */
final class StoreErrors {
    private static final int PRIMARY_CODE = 0xff;

    private final Path file;

    StoreErrors(Path file) {
        this.file = file;
    }

    StoreException of(Throwable cause) {
        if (cause instanceof StoreException already) {
            return already;
        }
        if (!(cause instanceof SQLException)) {
            return io("failed inside", "Report this with the log; the store goes on with the next write.", cause);
        }
        return switch (primaryCode(cause)) {
            case SQLITE_FULL -> io("disk is full", "Free space on this disk; then it goes on by itself.", cause);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                io("is read-only", "Give this user the right to write the file, its folder and its disk.", cause);
            case SQLITE_CANTOPEN ->
                io("cannot be opened", "Check that its folder exists and that this user may write there.", cause);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                io("is locked by another program", "End the program that has the file open.", cause);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                io(
                        "is damaged or no database",
                        "Restore store/ and blobs/ from a backup. Without one, store:repair keeps what can be read (or"
                                + " create the file store/repair and start Talaria again).",
                        cause);
            case SQLITE_TOOBIG ->
                io("takes no value of this size", "Keep large content as a blob and commit its hash.", cause);
            default ->
                io("cannot be read or written", "Check the disk: the system log says more about a failing one.", cause);
        };
    }

    StoreException closed() {
        return new StoreException(Code.CLOSED, file + ": the store is closed", "Start Talaria again.", null);
    }

    /** Nobody has begun with the work, so that nothing of it was kept. */
    StoreException slow(Duration waited) {
        return new StoreException(
                Code.IO,
                file + ": the store was busy for " + waited.toMillis() + " ms",
                "Check the disk: it is very slow or hangs. Then try again.",
                null);
    }

    StoreException tooNew(long found, long known) {
        return new StoreException(
                Code.TOO_NEW,
                file + " was written by a newer Talaria (schema " + found + ", this one knows " + known + ")",
                "Start the newer version again, or restore a backup from before the upgrade: the newest"
                        + " before-schema-*.db beside it is the state when the newer one first opened it.",
                null);
    }

    private StoreException io(String what, String remedy, Throwable cause) {
        return new StoreException(Code.IO, file + ": " + what + " (" + cause.getMessage() + ")", remedy, cause);
    }

    /** Whether the file itself is broken, so that a new one is needed. */
    static boolean isDamage(@Nullable Throwable cause) {
        return cause != null
                && switch (primaryCode(cause)) {
                    case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
                    default -> false;
                };
    }

    private static SQLiteErrorCode primaryCode(Throwable cause) {
        return cause instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY_CODE)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
