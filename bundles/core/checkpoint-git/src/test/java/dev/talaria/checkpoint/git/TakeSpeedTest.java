package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.checkpoint.Checkpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how long checkpoints of 10,000 small files take; only what they keep is asserted. */
class TakeSpeedTest {
    private static final int FILES = 10_000;

    @TempDir
    Path base;

    @Test
    void tenThousandSmallFiles() throws Exception {
        try (Fixture fixture = new Fixture(base)) {
            for (int i = 0; i < FILES; i++) {
                fixture.write("d" + i / 100 + "/f" + i + ".txt", ("line " + i + "\n").repeat(20));
            }
            Thread.sleep(2_100); // Older than the clock of the file system can hide.
            Checkpoint first = timed("first take", fixture);
            assertThat(timed("unchanged take", fixture)).isEqualTo(first);
            assertThat(timed("unchanged take", fixture)).isEqualTo(first);
            fixture.write("d0/f0.txt", "changed");
            timed("take with one change", fixture);
            long start = System.nanoTime();
            fixture.checkpoints.diff(first.id());
            print("diff of one change", start);
            start = System.nanoTime();
            assertThat(fixture.restore(first).changed()).containsExactly("d0/f0.txt");
            print("restore of one change", start);
        }
    }

    private static Checkpoint timed(String what, Fixture fixture) {
        long start = System.nanoTime();
        Checkpoint taken = fixture.take();
        print(what, start);
        return taken;
    }

    private static void print(String what, long start) {
        System.out.printf("TIMING %d files, %s: %d ms%n", FILES, what, (System.nanoTime() - start) / 1_000_000);
    }
}
