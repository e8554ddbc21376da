package dev.talaria.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.sandbox.DetachedCommandContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDetachedTest extends DetachedCommandContract {
    @TempDir
    Path home;

    @TempDir
    Path directory;

    @Override
    protected Sandbox open() {
        return new LocalSandboxProvider(new HomeDirectories(home), System.getenv(), Map.of())
                .open(new SandboxSpec("box", "local"), line -> {}, new CancellationSource());
    }

    @Override
    protected String directory() {
        return directory.toString();
    }

    @Override
    protected boolean isAlive(long pid) {
        return ProcessTable.find(pid).isPresent();
    }

    @Test
    void anotherProcessOfItsNumberIsNotTakenForIt() throws Exception {
        DetachedCommand command = start("one", "sleep 300");
        Path file = kept("one").resolve("pid");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(1), "1", lines.get(3), lines.get(4)));
        assertThat(command.ended()).contains(new ExitStatus(-1, ExitStatus.Reason.LOST));
        Files.write(file, lines);
        assertThat(command.ended()).isEmpty();
    }

    @Test
    void aStrangerOfItsNumberIsNotKilled() throws Exception {
        Process stranger = new ProcessBuilder("setsid", "sleep", "300").start();
        try {
            DetachedCommand command = start("one", "true");
            end(command);
            Path file = kept("one").resolve("pid");
            List<String> lines = Files.readAllLines(file);
            Files.write(file, List.of(lines.get(0), stranger.pid() + "", "1", stranger.pid() + "", "1"));
            command.kill();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void whatDiedUnseenIsLost() throws Exception {
        DetachedCommand command = start("one", "kill -KILL $PPID; sleep 300");
        assertThat(end(command)).isEqualTo(new ExitStatus(-1, ExitStatus.Reason.LOST));
    }

    @Test
    void whatRanBeforeTheHostWasStartedAnewIsLost() throws Exception {
        DetachedCommand command = start("one", "sleep 300");
        Path file = kept("one").resolve("pid");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of("another", lines.get(1), lines.get(2), lines.get(3), lines.get(4)));
        assertThat(command.ended().orElseThrow().reason()).isEqualTo(ExitStatus.Reason.LOST);
        Files.write(file, lines);
    }

    @Test
    void itMayBeInterrupted() throws Exception {
        Assumptions.assumeFalse(ignoresInterrupts(), "started by a shell without job control, as with &");
        DetachedCommand command = start("one", "trap 'echo heard' INT; kill -INT $$");
        end(command);
        assertThat(text(command)).isEqualTo("heard\n");
    }

    /** What a process ignores from its birth, all that it starts ignores too. */
    private static boolean ignoresInterrupts() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & 2) != 0;
    }

    @Test
    void onlyTheOwnerSeesWhatIsKept() throws Exception {
        end(start("one", "umask; touch made"));
        for (Path path : List.of(home.resolve("run/processes"), kept("one"), Path.of(open().scratch()))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        try (var files = Files.list(kept("one"))) {
            assertThat(files.filter(file -> !file.endsWith("trouble")).toList())
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void noThreadAndNoChildStays() throws Exception {
        DetachedCommand command = start("one", "sleep 300");
        assertThat(ProcessHandle.current().descendants().toList())
                .noneMatch(child -> child.info().command().orElse("").endsWith("sleep"));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("talaria-sandbox"));
        assertThat(command.ended()).isEmpty();
    }

    @Test
    void whatPrintsForEverDoesNotFillTheDisk() throws Exception {
        DetachedCommand command = start("one", "echo first; yes 0123456789");
        await("much output", () -> command.outputSize() > 200_000_000L);
        assertThat(sizeOnDisk()).isLessThan(50_000_000L);
        assertThat(command.output(0, 4)).containsExactly('\n', '\n', '\n', '\n');
        assertThat(new String(command.output(command.outputSize() - 1_000, 1_000)))
                .contains("\n0123456789\n");
        command.kill();
    }

    @Test
    void oldOnesAreRemovedWhenTheSandboxIsOpenedUnlessTheyRun() throws Exception {
        end(start("ended", "true"));
        end(start("young", "true"));
        start("running", "sleep 300");
        String eightDaysAgo =
                Long.toString(System.currentTimeMillis() - Duration.ofDays(8).toMillis());
        Files.writeString(kept("ended").resolve("started"), eightDaysAgo);
        Files.writeString(kept("running").resolve("started"), eightDaysAgo);
        assertThat(open().detached()).extracting(DetachedCommand::id).containsExactly("running", "young");
    }

    @Test
    void whatIsDamagedIsLeftOutAndHidesNoOther() throws Exception {
        end(start("one", "true"));
        end(start("two", "true"));
        Files.writeString(kept("one").resolve("started"), "nonsense");
        assertThat(open().detached()).extracting(DetachedCommand::id).containsExactly("two");
    }

    @Test
    void whatCannotBeNotedIsKilledAllTheSame() throws Exception {
        DetachedCommand command = start("one", "sleep 300");
        Path taken = Files.createDirectory(kept("one").resolve("killed"));
        Files.writeString(taken.resolve("file"), "in the way");
        command.kill();
        assertThat(command.ended()).isPresent();
    }

    @Test
    void whatIsForgottenSaysSo() throws Exception {
        DetachedCommand command = start("one", "true");
        end(command);
        open().detached().get(0).forget();
        assertThatThrownBy(command::ended).isInstanceOf(IOException.class).hasMessageContaining("nothing is kept");
        assertThatThrownBy(command::kill).isInstanceOf(IOException.class).hasMessageContaining("nothing is kept");
    }

    @Test
    void anUnwritableHomeIsSaidWithTheRemedy() throws Exception {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run/processes"), "in the way");
        Files.writeString(home.resolve("cache"), "in the way");
        assertThatThrownBy(() -> start("one", "true"))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.shown()).contains("run/processes", "talaria.home"));
        assertThatThrownBy(() -> open().scratch())
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.shown()).contains("terminal-output", "talaria.home"));
    }

    private Path kept(String id) {
        return home.resolve("run/processes/of-box").resolve(id);
    }

    private long sizeOnDisk() throws IOException {
        try (var files = Files.list(kept("one"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
