package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One owner of a home: threat 33, a second process opens the store. */
class HomeLockTest {
    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    Path home;

    private StoreException refusal() {
        return catchThrowableOfType(
                StoreException.class, () -> SqliteHome.open(home).close());
    }

    @Test
    void aSecondProcessIsRefusedAndToldWhoTheOwnerIs() throws Exception {
        try (SqliteHome mine = SqliteHome.open(home);
                Other other = Other.open(home)) {
            assertThat(other.said())
                    .startsWith("IN_USE")
                    .contains(home.toString())
                    .contains("process " + OWN_PID + ", started ")
                    .contains("set talaria.home");
        }
    }

    @Test
    void aSecondOwnerInThisProcessIsRefused() {
        try (SqliteHome mine = SqliteHome.open(home)) {
            StoreException refusal = refusal();

            assertThat(refusal.code()).isEqualTo(StoreException.Code.IN_USE);
            assertThat(refusal.getMessage()).contains(home.toString(), "process " + OWN_PID);
        }
    }

    /** POSIX drops a lock when the process closes any descriptor of the file: the refusal must not open it. */
    @Test
    void aRefusalInThisProcessDoesNotLetOthersIn() throws Exception {
        try (SqliteHome mine = SqliteHome.open(home)) {
            refusal();
            try (Other other = Other.open(home)) {
                assertThat(other.said()).startsWith("IN_USE");
            }
        }
    }

    @Test
    void aSymbolicLinkIsTheSameHome(@TempDir Path elsewhere) throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), home);
        try (SqliteHome mine = SqliteHome.open(home)) {
            StoreException refusal = catchThrowableOfType(
                    StoreException.class, () -> SqliteHome.open(link).close());

            assertThat(refusal.code()).isEqualTo(StoreException.Code.IN_USE);
        }
    }

    @Test
    void anotherProcessIsNamedUntilItEnds() throws Exception {
        try (Other other = Other.open(home)) {
            assertThat(other.owns()).isTrue();
            assertThat(refusal().getMessage()).contains("process " + other.pid());
        }
        assertThat(refusal()).isNull();
    }

    @Test
    void aKilledOwnerLeavesNoLock() throws Exception {
        Other other = Other.open(home);
        assertThat(refusal()).isNotNull();

        other.kill();

        assertThat(refusal()).isNull();
    }

    @Test
    void closingGivesTheHomeFree() throws Exception {
        SqliteHome.open(home).close();
        try (Other other = Other.open(home)) {
            assertThat(other.owns()).isTrue();
        }
    }

    @Test
    void aFailedOpeningGivesTheHomeFree() throws IOException {
        Path store = Files.createDirectories(home.resolve("store"));
        Files.createDirectory(store.resolve("talaria.db"));
        assertThat(refusal().code()).isEqualTo(StoreException.Code.IO);

        Files.delete(store.resolve("talaria.db"));

        assertThat(refusal()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"store", "blobs", "keys", "run"})
    void foldersAreForTheirOwnerOnly(String folder) throws IOException {
        Path lax = Files.createDirectories(home.resolve(folder));
        Files.setPosixFilePermissions(lax, PosixFilePermissions.fromString("rwxr-xr-x"));

        SqliteHome.open(home).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lax)))
                .isEqualTo("rwx------");
    }
}
