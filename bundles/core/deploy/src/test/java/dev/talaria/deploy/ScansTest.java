package dev.talaria.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScansTest {
    private static final Path JAR = Path.of("tool.jar");
    private static final Path OTHER = Path.of("other.cfg");

    private final Set<Path> unfinished = new HashSet<>();
    private final Scans scans = new Scans(unfinished::contains);

    @Test
    void nothingIsDueWhileNothingHappens() {
        assertThat(scans.isDue(0)).isFalse();
        assertThat(scans.pause(0)).isEqualTo(Scans.NEVER);
    }

    @Test
    void aChangeAsksForTwoScansAMomentApart() {
        scans.changed(OTHER, 100);
        assertThat(scans.isDue(100)).isFalse();
        assertThat(scans.pause(100)).isEqualTo(Scans.GAP);
        assertThat(scans.isDue(100 + Scans.GAP)).isTrue();
        scans.scanned(200 + Scans.GAP);
        assertThat(scans.pause(200 + Scans.GAP)).isEqualTo(Scans.GAP);
        scans.scanned(200 + 2 * Scans.GAP);
        assertThat(scans.pause(200 + 2 * Scans.GAP)).isEqualTo(Scans.NEVER);
    }

    @Test
    void aChangeBetweenTheTwoAsksForTwoMore() {
        scans.changed(OTHER, 0);
        scans.scanned(Scans.GAP);
        scans.changed(OTHER, Scans.GAP);
        scans.scanned(2 * Scans.GAP);
        assertThat(scans.isDue(3 * Scans.GAP)).isTrue();
    }

    @Test
    void aScanThatCouldNotBeIsTriedAgain() {
        scans.want(0);
        scans.postponed(Scans.GAP);
        assertThat(scans.isDue(2 * Scans.GAP)).isTrue();
    }

    @Test
    void anArchiveThatIsBeingCopiedIsLeftAlone() {
        unfinished.add(JAR);
        scans.changed(JAR, 0);
        assertThat(scans.isDue(Scans.GAP)).isFalse();
        unfinished.clear();
        scans.changed(JAR, 10);
        assertThat(scans.isDue(10 + Scans.GAP)).isTrue();
    }

    @Test
    void anotherFileWaitsForItABoundedTime() {
        unfinished.add(JAR);
        scans.changed(JAR, 0);
        scans.changed(OTHER, 1);
        assertThat(scans.isDue(2 * Scans.GAP)).isFalse();
        assertThat(scans.isDue(1 + Scans.PATIENCE)).isTrue();
    }

    @Test
    void anArchiveThatNoLongerGrowsIsToldOnce() {
        unfinished.add(JAR);
        scans.changed(JAR, 0);
        scans.changed(JAR, 5);
        assertThat(scans.pause(5)).isEqualTo(Scans.PATIENCE);
        assertThat(scans.leftUnfinished(Scans.PATIENCE)).isEmpty();
        assertThat(scans.leftUnfinished(5 + Scans.PATIENCE)).containsExactly(JAR);
        assertThat(scans.leftUnfinished(5 + Scans.PATIENCE)).isEmpty();
        assertThat(scans.pause(5 + Scans.PATIENCE)).isEqualTo(Scans.NEVER);
    }
}
