package dev.talaria.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.crash.CrashHarness;
import dev.talaria.testkit.crash.CrashOptions;
import dev.talaria.testkit.crash.CrashRound;
import dev.talaria.testkit.env.RequiresStrace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@code benchmarks/run crash}: real deaths of a real process at points of a turn. */
@Timeout(300)
@RequiresStrace
class CrashIT {
    // Commits of a turn with one call, as the harness prints them: those beside them are as good for a test.
    private static final int ACCEPTED = 1;
    private static final int CALL_STARTED = 4;
    private static final int CALL_FINISHED = 5;
    private static final int SENT = 9;

    @TempDir
    Path folder;

    /** Without a nonce, which is the harder case: a send in flight is repeated, and says so. */
    @Test
    void nothingIsLostOrDoneTwiceWhereverItDies() throws Exception {
        String launcher = System.getProperty("talaria.launcher");
        String command = "TALARIA_ASSEMBLY='" + System.getProperty("talaria.assembly") + "' exec '"
                + Path.of(launcher).resolveSibling("benchmarks/crash/talaria") + "'";
        List<CrashRound> rounds;
        try (CrashHarness harness =
                new CrashHarness(CrashOptions.talaria(command, folder, false), System.out::println)) {
            harness.start();
            for (int commit : new int[] {ACCEPTED, CALL_STARTED, CALL_FINISHED}) {
                harness.afterCommit(commit);
            }
            assertThat(harness.beforeCommit(SENT)).isTrue();
            rounds = harness.finish();
        }
        assertThat(rounds).hasSizeGreaterThanOrEqualTo(4).allSatisfy(round -> {
            assertThat(round.kills()).as(round.name()).isEqualTo(1);
            assertThat(round.counts().isClean())
                    .as("%s: %s", round.name(), round.counts())
                    .isTrue();
            assertThat(round.counts().marked()).as(round.name()).isLessThanOrEqualTo(1);
        });
    }
}
