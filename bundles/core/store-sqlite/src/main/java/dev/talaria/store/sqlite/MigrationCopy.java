package dev.talaria.store.sqlite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state before a migration, beside the store: {@code before-schema-3.db}. */
final class MigrationCopy {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationCopy.class);
    private static final Pattern NAME = Pattern.compile("before-schema-(\\d{1,6})\\.db");

    /** Copies of how many migrations stay. */
    private static final int KEPT = 3;

    private MigrationCopy() {}

    /** On disk when it returns; a copy that cannot be made ends the migration before it begins. */
    static void keep(Database database, Path file, int version) throws SQLException {
        Path folder = file.getParent();
        Path copy = folder.resolve("before-schema-" + version + ".db");
        Path unfinished = folder.resolve("before-schema.tmp");
        try {
            Files.deleteIfExists(unfinished);
            database.update("VACUUM INTO ?", unfinished.toString());
            Folders.syncFile(unfinished);
            Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(folder);
            removeOld(folder, version - KEPT);
        } catch (IOException e) {
            throw Folders.failed(copy, "cannot be written, so that the store stays as it is", e);
        }
        LOG.info("The store as it was before this version is kept in {}", copy);
    }

    private static void removeOld(Path folder, int last) throws IOException {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, "before-schema-*.db")) {
            for (Path copy : copies) {
                Matcher name = NAME.matcher(copy.getFileName().toString());
                if (name.matches() && Integer.parseInt(name.group(1)) <= last) {
                    Files.delete(copy);
                }
            }
        }
    }
}
