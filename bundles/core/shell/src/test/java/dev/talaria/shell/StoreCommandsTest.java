package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.spi.store.StoreCare;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreCommandsTest {
    private final Care care = new Care();

    @Test
    void statusHasUnitsForProgramsAndForPeople() throws Exception {
        StoreStatusCommand status = new StoreStatusCommand();
        status.store = care;
        assertThat(String.valueOf(status.execute())).contains("DATABASE", "1.5 MB", "7");
        status.json = true;
        assertThat(String.valueOf(status.execute()))
                .startsWith("{\"folder\":\"/home/store\",\"problem\":\"\",\"schema\":3,\"databaseBytes\":1500000,");
    }

    @Test
    void checkFailsWithTheProblemsAndTheWayOut() throws Exception {
        StoreCheckCommand check = new StoreCheckCommand();
        check.store = care;
        assertThat(String.valueOf(check.execute())).contains("9 events are sound");
        check.full = true;
        assertThatThrownBy(check::execute)
                .hasMessageContaining("a page is torn")
                .hasMessageContaining("backup")
                .hasMessageContaining("store:repair");
    }

    @Test
    void backupTakesAnAbsolutePathOnly() throws Exception {
        StoreBackupCommand backup = new StoreBackupCommand();
        backup.store = care;
        backup.folder = "here";
        assertThatThrownBy(backup::execute).hasMessageContaining("'here' is no absolute path");
        backup.folder = "/backup/new";
        assertThat(String.valueOf(backup.execute())).isEqualTo("Wrote 2.0 MB with 4 blobs to /backup/new.");
    }

    @Test
    void repairIsAskedForTwiceAndSaysWhatWasLost() throws Exception {
        StoreRepairCommand repair = new StoreRepairCommand();
        repair.store = care;
        assertThatThrownBy(repair::execute).hasMessageContaining("Nothing was done");
        repair.yes = true;
        assertThat(String.valueOf(repair.execute()))
                .contains("Saved: {event=5}", "Lost:\n  two events", "/home/store/damaged", "talaria restart");
        care.later = true;
        assertThat(String.valueOf(repair.execute())).contains("before it opens again");
    }

    @Test
    void sweepHasAGraceTime() throws Exception {
        StoreSweepCommand sweep = new StoreSweepCommand();
        sweep.store = care;
        assertThat(String.valueOf(sweep.execute())).isEqualTo("Removed 1 blobs (3.0 MB), kept 24.");
        sweep.graceHours = 0;
        assertThatThrownBy(sweep::execute).hasMessageContaining("at least 1");
    }

    private static final class Care implements StoreCare {
        private boolean later;

        @Override
        public Status status() {
            return new Status(Path.of("/home/store"), "", 3, 1_500_000, 0, 0, 0, 0, 0, 7, 0, 0, 0);
        }

        @Override
        public Check check(boolean full) {
            return new Check(full ? List.of("a page is torn") : List.of(), 9, 0, Duration.ofMillis(5));
        }

        @Override
        public Backup backup(Path folder) {
            return new Backup(folder, 2_000_000, 4);
        }

        @Override
        public Repair repair() {
            return new Repair(later, Path.of("/home/store/damaged"), Map.of("event", 5L), List.of("two events"));
        }

        @Override
        public Sweep sweep(Duration grace) {
            return new Sweep(1, 3_000_000, grace.toHours());
        }
    }
}
