package dev.talaria.tools.terminal;

import dev.talaria.api.sandbox.Command;
import dev.talaria.testkit.tool.FakeDetachedCommand;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.ManualClock;
import dev.talaria.testkit.tool.RecordingNotices;
import dev.talaria.tools.terminal.ProcessLabel.Owner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Processes in a sandbox in memory, and who hears of them. */
abstract class BackgroundFixture {
    static final Owner ANNA = new Owner("s-1", "test:anna");
    static final Command COMMAND = new Command("make", "/work", Duration.ZERO);

    final ManualClock clock = new ManualClock();
    final FakeSandboxLease sandbox = new FakeSandboxLease("fake").clock(clock);
    final RecordingNotices notices = new RecordingNotices();

    @TempDir
    Path directory;

    BackgroundProcesses open() {
        return new BackgroundProcesses(directory, notices, clock, 0);
    }

    FakeDetachedCommand start(BackgroundProcesses processes, boolean tellEnd, String... patterns) {
        ProcessLabel label = new ProcessLabel(ANNA, "make", tellEnd, List.of(patterns));
        return (FakeDetachedCommand) processes.start(sandbox, label, COMMAND).detached();
    }
}
