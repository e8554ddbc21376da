package dev.talaria.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.crash.SyncTrap.Call;
import dev.talaria.testkit.env.RequiresStrace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that makes three writes of one byte and a sync. */
@RequiresStrace
class SyncTrapTest {
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    private Path file;
    private Path log;
    private Process program;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("file");
        log = folder.resolve("trace");
        program = new ProcessBuilder(
                        "sh", "-c", "read go; exec dd if=/dev/zero of=" + file + " bs=1 count=3 conv=fdatasync")
                .redirectErrorStream(true)
                .start();
    }

    @AfterEach
    void end() {
        program.destroyForcibly();
    }

    private int run() throws IOException, InterruptedException {
        program.getOutputStream().write('\n');
        program.getOutputStream().close();
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return program.exitValue();
    }

    @Test
    void itDiesAtTheWriteWhichIsNotCarriedOut() throws Exception {
        try (SyncTrap trap = SyncTrap.kill(List.of(program.pid()), file, log, Call.WRITE, 3)) {
            assertThat(run()).isEqualTo(KILLED);
            assertThat(trap.writesByCommit()).containsExactly(3);
        }
        assertThat(file).hasSize(2);
    }

    @Test
    void itDiesAtTheSyncWithEverythingWritten() throws Exception {
        try (SyncTrap trap = SyncTrap.kill(List.of(program.pid()), file, log, Call.SYNC, 1)) {
            assertThat(run()).isEqualTo(KILLED);
            assertThat(trap.writesByCommit()).containsExactly(3, 0);
        }
        assertThat(file).hasSize(3);
    }

    @Test
    void otherFilesDoNotCount() throws Exception {
        try (SyncTrap trap = SyncTrap.kill(List.of(program.pid()), folder.resolve("other"), log, Call.WRITE, 1)) {
            assertThat(run()).isZero();
            assertThat(trap.size()).isZero();
        }
    }

    @Test
    void watchedItGoesOn() throws Exception {
        try (SyncTrap trap = SyncTrap.watch(List.of(program.pid()), file, log)) {
            assertThat(run()).isZero();
            assertThat(trap.writesByCommit()).containsExactly(3, 0);
        }
    }
}
