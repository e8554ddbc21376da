package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.tool.FakeDetachedCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is told of lines that match, and when that is too much. */
class WatchedOutputTest extends BackgroundFixture {
    @Test
    void linesThatMatchAreToldAtMostEvery15Seconds() {
        BackgroundProcesses processes = open();
        FakeDetachedCommand command = start(processes, false, "ERROR", "ready");
        command.print("all well\nan ERROR here\nserver rea");
        processes.watcher().round();
        assertThat(notices.texts())
                .containsExactly("Background process " + command.id() + " (make) printed:\nan ERROR here");
        command.print("dy\n");
        clock.advance(Duration.ofMillis(14_999));
        processes.watcher().round();
        assertThat(notices.posted()).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        processes.watcher().round();
        assertThat(notices.posted()).as("what matched meanwhile is dropped").hasSize(1);
        command.print("\u001b[32mrea\u001b[0mdy again");
        processes.watcher().round();
        assertThat(notices.posted()).as("the line is not whole yet").hasSize(1);
        command.end(0);
        processes.watcher().round();
        assertThat(notices.texts().get(1)).endsWith("printed:\nready again");
        assertThat(notices.posted()).hasSize(2);
    }

    @Test
    void aNoticeIsShort() {
        BackgroundProcesses processes = open();
        start(processes, false, "x").print(("x".repeat(300) + "\n").repeat(50));
        processes.watcher().round();
        assertThat(notices.texts())
                .singleElement()
                .asString()
                .hasSizeLessThan(2_200)
                .endsWith("(and 30 more)");
    }

    @Test
    void whatMatchesAllTheTimeIsWatchedNoLongerAndItsEndIsTold() {
        BackgroundProcesses processes = open();
        FakeDetachedCommand command = start(processes, false, "tick");
        for (int second = 0; second < 100; second++) {
            command.print("tick\n");
            processes.watcher().round();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(notices.posted()).hasSize(4);
        assertThat(notices.texts().get(3)).contains("are off", "all the time");
        BackgroundProcesses second = open();
        second.of(sandbox, ANNA);
        command.print("tick\n");
        second.watcher().round();
        assertThat(notices.posted()).hasSize(4);
        command.end(0);
        second.watcher().round();
        assertThat(notices.texts().get(4)).contains("ended: exit code 0");
    }

    @Test
    void whatWasToldEightTimesIsWatchedNoLonger() {
        BackgroundProcesses processes = open();
        FakeDetachedCommand command = start(processes, false, "tick");
        for (int i = 0; i < 20; i++) {
            command.print("tick\n");
            processes.watcher().round();
            clock.advance(Duration.ofSeconds(20));
        }
        assertThat(notices.posted()).hasSize(9);
        assertThat(notices.texts().get(8)).contains("are off", "8 times");
    }

    @Test
    void aQuietSpanForgivesStrikes() {
        BackgroundProcesses processes = open();
        FakeDetachedCommand command = start(processes, false, "tick");
        for (int i = 0; i < 6; i++) {
            command.print("tick\n");
            processes.watcher().round();
            if (i % 2 == 0) {
                clock.advance(Duration.ofSeconds(1));
                command.print("tick\n");
                processes.watcher().round();
            }
            clock.advance(Duration.ofSeconds(20));
        }
        assertThat(notices.posted()).hasSize(6).noneMatch(notice -> notice.text()
                .contains("are off"));
    }

    @Test
    void manyProcessesTogetherAreSilencedAndHeardAgain() {
        BackgroundProcesses processes = open();
        for (int i = 0; i < 20; i++) {
            start(processes, false, "tick").print("tick\n");
        }
        processes.watcher().round();
        assertThat(notices.posted()).hasSize(16);
        assertThat(notices.texts().get(15)).contains("none is told for 30 seconds");
        clock.advance(Duration.ofSeconds(29));
        processes.watcher().round();
        assertThat(notices.posted()).hasSize(16);
        clock.advance(Duration.ofSeconds(1));
        processes.watcher().round();
        assertThat(notices.texts()).hasSize(17).last().asString().contains("told again");
        sandbox.detachedCommands().get(19).print("tick\n");
        processes.watcher().round();
        assertThat(notices.posted()).hasSize(18);
    }

    @Test
    void afterARestartOnlyNewOutputIsSearched() {
        FakeDetachedCommand command = start(open(), false, "tick").print("tick\n");
        BackgroundProcesses second = open();
        second.of(sandbox, ANNA);
        second.watcher().round();
        assertThat(notices.posted()).isEmpty();
        command.print("tick\n");
        second.watcher().round();
        assertThat(notices.posted()).hasSize(1);
    }

    @Test
    void whoPrintsForEverIsFollowedAsFarAsCanBe() {
        BackgroundProcesses processes = open();
        FakeDetachedCommand command = start(processes, false, "needle");
        command.print("hay\n".repeat(3_000_000) + "needle\n");
        processes.watcher().round();
        assertThat(notices.posted()).hasSize(1);
    }
}
