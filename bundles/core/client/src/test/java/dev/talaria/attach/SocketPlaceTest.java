package dev.talaria.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketPlaceTest {
    private static final int LIMIT = 100;

    @TempDir
    Path temp;

    @Test
    void isInTheHomeAsLongAsThePathIsShort() {
        Path home = Path.of("/" + "h".repeat(LIMIT - "//run/talaria.sock".length()));
        assertThat(SocketPlace.of(home, temp).socket()).isEqualTo(home.resolve("run/talaria.sock"));
        Path longer = Path.of(home + "h");
        assertThat(SocketPlace.of(longer, temp).socket()).startsWithRaw(temp);
        // Bytes count, not characters.
        Path umlauts = Path.of("/" + "ü".repeat(60));
        assertThat(SocketPlace.of(umlauts, temp).socket()).startsWithRaw(temp);
    }

    @Test
    void aLongPathHasAFolderOfItsOwnThatOnlyTheOwnerEnters() throws Exception {
        Path home = Files.createDirectories(temp.resolve("h".repeat(120)));
        SocketPlace place = SocketPlace.of(home, temp);
        assertThat(place.socket().toString().length())
                .isLessThan(temp.toString().length() + 40);
        assertThat(SocketPlace.of(home.resolve("../" + home.getFileName()), temp))
                .isEqualTo(place);
        assertThat(SocketPlace.of(temp.resolve("i".repeat(120)), temp).socket()).isNotEqualTo(place.socket());
        place.createFolder();
        place.createFolder();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(place.socket().getParent())))
                .isEqualTo("rwx------");
    }

    /** Anybody can make a folder below the temporary directory, and wait there for what we say. */
    @Test
    void aFolderThatSomebodyElseCouldHavePreparedIsRefused() throws Exception {
        Path home = Files.createDirectories(temp.resolve("h".repeat(120)));
        SocketPlace place = SocketPlace.of(home, temp);
        Path folder = place.socket().getParent();
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        assertRefused(place);
        Files.delete(folder);
        Path elsewhere = Files.createDirectory(
                temp.resolve("e"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(folder, elsewhere);
        assertRefused(place);
    }

    private static void assertRefused(SocketPlace place) {
        assertThatThrownBy(place::createFolder)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Remove it, or set TALARIA_HOME");
        assertThatThrownBy(place::check).isInstanceOf(IOException.class);
    }
}
