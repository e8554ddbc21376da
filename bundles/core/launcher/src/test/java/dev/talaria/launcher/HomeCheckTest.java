package dev.talaria.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.launcher.HomeCheck.UnfitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeCheckTest {
    private static final String SOMEBODY_ELSE = "nobody";

    @TempDir
    Path home;

    @Test
    void aHomeOfSomebodyElseIsRefused() throws IOException {
        String me = Files.getOwner(home).getName();
        assertThatThrownBy(() -> HomeCheck.owned(home, SOMEBODY_ELSE))
                .isInstanceOfSatisfying(
                        UnfitException.class, e -> assertThat(e.exitCode()).isEqualTo(78))
                .hasMessageContaining(home + " belongs to " + me + ", and you are nobody")
                .hasMessageContaining("chown")
                .hasMessageContaining("TALARIA_HOME");
    }

    @Test
    void onesOwnIsFineAndSoIsOneThatIsNotThereOrAUserWithoutAName() throws IOException {
        HomeCheck.owned(home, Files.getOwner(home).getName());
        HomeCheck.owned(home.resolve("new"), SOMEBODY_ELSE);
        HomeCheck.owned(home, "?");
    }

    /** What is missing is not writable either; a read-only disk needs a mount. */
    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        HomeCheck.writable(List.of(home));
        assertThatThrownBy(() -> HomeCheck.writable(List.of(home, home.resolve("store"))))
                .hasMessageContaining(home.resolve("store") + " cannot be written")
                .hasMessageContaining("read-only")
                .hasMessageContaining("TALARIA_HOME");
    }

    @Test
    void tooLittleRoomIsNamedWithHowMuchIsNeeded() throws IOException {
        HomeCheck.room(home, 1);
        assertThatThrownBy(() -> HomeCheck.room(home, Long.MAX_VALUE))
                .isInstanceOfSatisfying(
                        UnfitException.class, e -> assertThat(e.exitCode()).isEqualTo(75))
                .hasMessageContaining(home + " is full")
                .hasMessageContaining("MB are needed");
    }
}
