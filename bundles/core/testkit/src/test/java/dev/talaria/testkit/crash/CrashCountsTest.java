package dev.talaria.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.crash.CrashCounts.Question;
import dev.talaria.testkit.gateway.PlatformMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrashCountsTest {
    private static final Question SEVEN = new Question(7, "here", "m1");
    private static final String DONE = "Number 7 is done.";

    private static PlatformMessage reply(String chat, String text) {
        return new PlatformMessage("m9", chat, "", "", text, "");
    }

    private static CrashCounts counts(int runs, PlatformMessage... shown) {
        return CrashCounts.of(SEVEN, List.of(shown), Map.of(7, runs));
    }

    @Test
    void oneRunAndOneReplyIsClean() {
        CrashCounts counts = counts(1, reply("here", DONE), reply("here", "Number 77 is done."));
        assertThat(counts).isEqualTo(new CrashCounts(1, 0, 0, 0, 0, 0, 0));
        assertThat(counts.isClean()).isTrue();
    }

    @Test
    void withoutAReplyInItsChatItIsLost() {
        assertThat(counts(1).lost()).isEqualTo(1);
        CrashCounts strayed = counts(1, reply("there", DONE));
        assertThat(strayed.lost()).isEqualTo(1);
        assertThat(strayed.strayed()).isEqualTo(1);
        assertThat(strayed.isClean()).isFalse();
    }

    @Test
    void aSecondRunIsOneTooMuchAndNoneIsTold() {
        assertThat(counts(2, reply("here", DONE)).ranTwice()).isEqualTo(1);
        assertThat(counts(0, reply("here", DONE)).notRun()).isEqualTo(1);
        assertThat(counts(0, reply("here", DONE)).isClean()).isTrue();
    }

    @Test
    void aSecondReplyIsADoubleUnlessItSaysSo() {
        PlatformMessage marked = reply("here", "(This may be a repeat: nobody saw.)\n\n" + DONE);
        assertThat(counts(1, reply("here", DONE), reply("here", DONE)).doubled())
                .isEqualTo(1);
        CrashCounts told = counts(1, reply("here", DONE), marked);
        assertThat(told.doubled()).isZero();
        assertThat(told.marked()).isEqualTo(1);
        assertThat(told.isClean()).isTrue();
        assertThat(counts(1, marked).marked())
                .as("the first one did not arrive: no double")
                .isZero();
    }

    @Test
    void aReplyThatOnlySaysWhatWentWrongIsAReply() {
        PlatformMessage failure = new PlatformMessage("m9", "here", "", "m1", "Talaria was stopped 3 times.", "");
        assertThat(counts(1, failure).lost()).isZero();
    }
}
