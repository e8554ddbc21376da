package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.testkit.tool.FakeDetachedCommand;
import dev.talaria.testkit.tool.RecordingNotices;
import dev.talaria.tools.terminal.ProcessLabel.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Which are kept, and how their end is told. */
class BackgroundProcessesTest extends BackgroundFixture {
    @Test
    void keepsTheInstanceAsLongAsOneRunsOrSomebodyIsToBeTold() {
        BackgroundProcesses processes = open();
        assertThat(processes.busy()).isFalse();
        FakeDetachedCommand unwatched = start(processes, false);
        assertThat(processes.busy()).isTrue();
        assertThat(processes.what()).isEqualTo("1 background process");
        assertThat(processes.endsSoon()).isFalse();
        unwatched.end(0);
        assertThat(processes.busy()).isFalse();
        FakeDetachedCommand told = start(processes, true);
        told.end(0);
        assertThat(processes.busy()).as("its end is not told yet").isTrue();
        processes.watcher().round();
        assertThat(processes.busy()).isFalse();
    }

    @Test
    void anEndIsToldOnceAlsoAfterARestart() {
        BackgroundProcesses first = open();
        FakeDetachedCommand command = start(first, true);
        first.watcher().round();
        assertThat(notices.posted()).isEmpty();
        command.print("x".repeat(5_000) + "\u001b[1mlast\u001b[0m\n").end(2);
        first.watcher().round();
        first.watcher().round();
        assertThat(notices.posted()).hasSize(1);
        RecordingNotices.Notice notice = notices.posted().get(0);
        assertThat(notice.session()).isEqualTo(new SessionId("s-1"));
        assertThat(notice.source()).isEqualTo("process");
        assertThat(notice.text())
                .startsWith(
                        "Background process " + command.id() + " ended: exit code 2\nCommand: make\nLast output:\nx")
                .endsWith("xlast")
                .hasSizeBetween(2_000, 2_100);
        BackgroundProcesses second = open();
        assertThat(second.of(sandbox, ANNA)).hasSize(1);
        second.watcher().round();
        assertThat(notices.posted()).hasSize(1);
    }

    @Test
    void anEndThatNobodyAskedForIsNotTold() {
        BackgroundProcesses processes = open();
        start(processes, false).end(0);
        processes.watcher().round();
        assertThat(notices.posted()).isEmpty();
    }

    @Test
    void whatEndedWhileTalariaWasAwayIsToldAtTheFirstCall() {
        FakeDetachedCommand command = start(open(), true);
        command.end(0);
        BackgroundProcesses second = open();
        second.watcher().round();
        assertThat(notices.posted()).isEmpty();
        second.of(sandbox, new Owner("another", "call"));
        second.watcher().round();
        assertThat(notices.texts()).singleElement().asString().contains("exit code 0", "It printed nothing.");
    }

    @Test
    void anEndThatTheAgentSawIsNotTold() {
        BackgroundProcesses processes = open();
        start(processes, true).end(0);
        processes.seenToEnd(processes.of(sandbox, ANNA).get(0));
        processes.watcher().round();
        open().of(sandbox, ANNA);
        processes.watcher().round();
        assertThat(notices.posted()).isEmpty();
    }

    @Test
    void aNoticeThatFailsIsTriedAgain() {
        boolean[] broken = {true};
        BackgroundProcesses processes = new BackgroundProcesses(
                directory,
                (session, source, text) -> {
                    if (broken[0]) {
                        throw new IllegalStateException("no store");
                    }
                    notices.post(session, source, text);
                },
                clock,
                0);
        start(processes, true).end(0);
        processes.watcher().round();
        broken[0] = false;
        processes.watcher().round();
        processes.watcher().round();
        assertThat(notices.posted()).hasSize(1);
    }

    @Test
    void marksThatCannotBeWrittenHoldUntilTheRestart() throws Exception {
        Path file = Files.writeString(directory.resolve("in the way"), "");
        BackgroundProcesses processes = new BackgroundProcesses(file.resolve("marks"), notices, clock, 0);
        start(processes, true).end(0);
        processes.watcher().round();
        processes.of(sandbox, ANNA);
        processes.watcher().round();
        assertThat(notices.posted()).hasSize(1);
    }

    @Test
    void finishedOnesAreForgottenAfterHalfAnHour() {
        BackgroundProcesses processes = open();
        start(processes, true).end(0);
        FakeDetachedCommand running = start(processes, false);
        processes.watcher().round();
        assertThat(processes.of(sandbox, ANNA)).hasSize(2);
        clock.advance(Duration.ofMinutes(29));
        assertThat(processes.of(sandbox, ANNA)).hasSize(2);
        clock.advance(Duration.ofMinutes(1));
        assertThat(processes.of(sandbox, ANNA)).hasSize(1);
        assertThat(sandbox.detachedCommands()).containsExactly(running);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theOldestFinishedOneMakesRoomAndRunningOnesDoNot() {
        BackgroundProcesses processes = open();
        for (int i = 0; i < BackgroundProcesses.MOST; i++) {
            start(processes, false);
        }
        assertThatThrownBy(() -> start(processes, false))
                .isInstanceOfSatisfying(SandboxException.class, e -> assertThat(e.shown())
                        .contains("64 background processes", "process(action=kill)"));
        FakeDetachedCommand fifth = sandbox.detachedCommands().get(4).end(0);
        sandbox.detachedCommands().get(9).end(0);
        start(processes, false);
        assertThat(sandbox.detachedCommands()).hasSize(BackgroundProcesses.MOST).doesNotContain(fifth);
    }

    @Test
    void whatMakesRoomIsToldBefore() {
        BackgroundProcesses processes = open();
        start(processes, true).end(6);
        for (int i = 0; i < BackgroundProcesses.MOST; i++) {
            start(processes, false);
        }
        assertThat(notices.texts()).singleElement().asString().contains("exit code 6");
        processes.watcher().round();
        assertThat(notices.posted()).hasSize(1);
    }

    @Test
    void aThreadIsThereOnlyWhileThereIsSomethingToWatch() {
        BackgroundProcesses processes = new BackgroundProcesses(directory, notices, Clock.systemUTC(), 5);
        assertThat(watchers()).isZero();
        FakeDetachedCommand command = start(processes, true);
        FakeDetachedCommand other = start(processes, true);
        await(() -> watchers() == 1);
        command.end(0);
        other.end(0);
        await(() -> notices.posted().size() == 2 && watchers() == 0);
        start(processes, true);
        await(() -> watchers() == 1);
        processes.stop();
        assertThat(watchers()).isZero();
        start(processes, true);
        assertThat(watchers()).isZero();
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(ProcessWatcher.THREAD))
                .count();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).isNegative();
            Thread.onSpinWait();
        }
    }
}
