package dev.talaria.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.health.Health;
import dev.talaria.api.health.Health.State;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.health.DiskProbe.Space;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {
    @Test
    void theStoreTakesARecordAndGivesItBack() {
        StoreProbe probe = new StoreProbe();
        assertThat(only(probe.check()).state()).isEqualTo(State.DOWN);
        MemoryStore store = new MemoryStore();
        probe.bindStore(store);
        assertThat(only(probe.check()).state()).isEqualTo(State.OK);
        assertThat(only(probe.check()).cause()).matches("a commit took \\d+ ms\\.");
        assertThat(store.records("health.probe", "", 10)).hasSize(1);
        probe.unbindStore(store);
        assertThat(only(probe.check()).cause()).contains("no store is open");
    }

    @Test
    void aStoreThatFailsOrForgetsIsDown() {
        StoreProbe probe = new StoreProbe();
        probe.bindStore(store(
                () -> {
                    throw new StoreException(StoreException.Code.IO, "disk full", "Free some space.", null);
                },
                Optional.empty()));
        assertThat(only(probe.check())).isEqualTo(Health.down("disk full", "Free some space."));
        probe.bindStore(store(() -> {}, Optional.of(new StoredRecord("k", "k", 1, null, new byte[] {1}))));
        assertThat(only(probe.check()).cause()).contains("does not come back");
    }

    @Test
    void aDiskIsDegradedBelowFivePercentAndDownBelow100Megabytes() {
        assertThat(disk(200_000_000_000L, 1_000_000_000_000L)).isEqualTo(State.OK);
        assertThat(disk(50_000_000_000L, 1_000_000_000_000L)).isEqualTo(State.OK);
        assertThat(disk(49_000_000_000L, 1_000_000_000_000L)).isEqualTo(State.DEGRADED);
        assertThat(disk(100_000_000L, 200_000_000L)).isEqualTo(State.OK);
        assertThat(disk(99_000_000L, 200_000_000L)).isEqualTo(State.DOWN);
    }

    @Test
    void aRealDiskIsMeasured(@TempDir Path folder) throws IOException {
        long usable = Files.getFileStore(folder).getUsableSpace();
        DiskProbe probe = new DiskProbe(
                List.of(folder),
                any -> new Space(usable, Files.getFileStore(folder).getTotalSpace()));
        assertThat(only(probe.check()).cause()).startsWith(folder + ": " + usable / 1_000_000 + " MB free");
    }

    @Test
    void aClockThatWasSetIsFound() {
        ManualClock wall = new ManualClock();
        long[] nanos = {17};
        ClockProbe probe = new ClockProbe(wall, () -> nanos[0]);
        assertThat(only(probe.check()).state()).isEqualTo(State.OK);
        wall.advance(Duration.ofHours(2));
        nanos[0] += Duration.ofHours(2).toNanos();
        assertThat(only(probe.check()).state()).isEqualTo(State.OK);
        wall.advance(Duration.ofSeconds(60));
        assertThat(only(probe.check()).cause()).contains("forward by 60 s");
        nanos[0] += Duration.ofMinutes(10).toNanos();
        assertThat(only(probe.check()).cause()).contains("back by 540 s");
    }

    @Test
    void aHomeThatOthersMayEnterIsFound(@TempDir Path folder) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path keys = Files.createDirectory(home.resolve("keys"));
        for (Path each : List.of(home, keys)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
        }
        PermissionsProbe probe = new PermissionsProbe(home);
        assertThat(only(probe.check()).state()).isEqualTo(State.OK);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx---r-x"));
        assertThat(only(probe.check())).satisfies(found -> {
            assertThat(found.state()).isEqualTo(State.DEGRADED);
            assertThat(found.cause()).contains("rwx---r-x");
            assertThat(found.remedy()).isEqualTo("chmod 700 " + keys);
        });
        assertThat(only(new PermissionsProbe(folder.resolve("missing")).check()).state())
                .isEqualTo(State.DOWN);
    }

    private static State disk(long usable, long total) {
        try {
            return only(new DiskProbe(List.of(Path.of("/d")), any -> new Space(usable, total)).check())
                    .state();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Health only(List<Health> found) {
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static dev.talaria.spi.store.Store store(Runnable commit, Optional<StoredRecord> record) {
        return (dev.talaria.spi.store.Store) Proxy.newProxyInstance(
                ProbesTest.class.getClassLoader(),
                new Class<?>[] {dev.talaria.spi.store.Store.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        assertThat(arguments[0]).isInstanceOf(Batch.class);
                        commit.run();
                        return null;
                    }
                    return record;
                });
    }
}
