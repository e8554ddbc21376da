package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.shell.AskOptions.Busy;
import dev.talaria.shell.AskOptions.UsageException;
import dev.talaria.shell.text.Printable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskOptionsTest {

    @Test
    void readsOptionsAndJoinsTheRest() throws Exception {
        assertThat(parse("--session", "one", "--model", "a/b", "--busy", "steer", "say", "hello"))
                .isEqualTo(
                        new AskOptions("say hello", "one", "a/b", Optional.empty(), Busy.STEER, "", List.of(), false));
    }

    @Test
    void optionsMayFollowTheMessageAndTwoDashesEndThem() throws Exception {
        assertThat(parse("what", "is", "--nope", "--session", "x"))
                .isEqualTo(
                        new AskOptions("what is --nope", "x", "", Optional.empty(), Busy.QUEUE, "", List.of(), false));
        assertThat(parse("--", "--session", "x").message()).isEqualTo("--session x");
    }

    @Test
    void saysWhatIsWrongAndHowItIsUsed() {
        assertThatThrownBy(() -> parse("--nope", "x"))
                .hasMessageContaining("--nope")
                .hasMessageContaining("Usage:");
        assertThatThrownBy(() -> parse("--session")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> parse("x", "--isolated")).hasMessageContaining("stands before the text");
        assertThatThrownBy(() -> parse("--busy", "never", "x")).hasMessageContaining("queue, steer or interrupt");
        assertThatThrownBy(() -> parse(" ")).isInstanceOf(UsageException.class).hasMessageContaining("nothing to ask");
        assertThatThrownBy(() -> parse()).isInstanceOf(UsageException.class);
    }

    private static AskOptions parse(String... words) throws UsageException {
        return AskOptions.parse(List.of(words));
    }

    @Test
    void approvalModes() throws UsageException {
        assertThat(AskOptions.parse(List.of("--approve", "workspace", "go")).approve())
                .contains(ApprovalMode.WORKSPACE);
        assertThatThrownBy(() -> AskOptions.parse(List.of("--approve", "everything", "go")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("ask, workspace or all");
    }

    @Test
    void whatCannotBeSeenIsShownToWhoDecides() {
        assertThat(Printable.exactly("rm \u202e\u200b\u001b[2Kx\ny\r"))
                .isEqualTo("rm \\u202e\\u200b\\u001b[2Kx\ny\\u000d");
    }
}
