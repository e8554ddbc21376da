package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class SessionCommandsTest {
    private final FakeSessions sessions =
            new FakeSessions().with("0001", "cli:notes", "Garden plans").with("0002", "", "");
    private final FakeSessionControl control = new FakeSessionControl();

    @Test
    void whatIsErasedIsSaidFirst() throws CommandException {
        SessionDeleteCommand delete = with(new SessionDeleteCommand());
        delete.session = "Garden";
        assertThat(delete.run()).contains("cli:notes (Garden plans), 3 turns", "Nothing was erased");
        assertThat(control.asked).isEmpty();
        delete.yes = true;
        assertThat(delete.run()).startsWith("Erased: cli:notes");
        assertThat(control.asked).containsExactly("delete 0001");
    }

    @Test
    void pruningIsATrialWithoutYes() throws CommandException {
        SessionPruneCommand prune = with(new SessionPruneCommand());
        prune.olderThan = "90d";
        assertThat(prune.run()).contains("2 sessions with 5 kB", "1 more stay", "Nothing was erased");
        prune.yes = true;
        prune.olderThan = "2w";
        assertThat(prune.run()).startsWith("Erased: 2 sessions");
        assertThat(control.asked).containsExactly("prune PT2160H true", "prune PT336H false");
        prune.olderThan = "90";
        assertThatExceptionOfType(CommandException.class).isThrownBy(prune::run).withMessageContaining("such as 90d");
    }

    @Test
    void aBranchAndAResumedSessionSayHowToGoOn() throws CommandException {
        SessionBranchCommand branch = with(new SessionBranchCommand());
        branch.session = "cli:notes";
        branch.name = "other";
        branch.turns = 2;
        assertThat(branch.run()).contains("cli:other", "ask --session cli:other");
        SessionResumeCommand resume = with(new SessionResumeCommand());
        resume.key = "notes";
        resume.session = "0002";
        assertThat(resume.run()).contains("cli:notes leads to 0002 now", "telegram:home:1 led to it until now");
        assertThat(control.asked)
                .containsExactly("branch 0001 Optional[cli:other] OptionalInt[2]", "resume cli:notes 0002");
    }

    @Test
    void aSettingIsOneOfThree() throws CommandException {
        SessionSetCommand set = with(new SessionSetCommand());
        set.session = "0001";
        set.setting = "toolsets";
        set.value = "file";
        assertThat(set.run()).contains("uses file from its next turn on");
        set.value = "";
        assertThat(set.run()).contains("the configured toolsets");
        set.setting = "colour";
        assertThatExceptionOfType(CommandException.class).isThrownBy(set::run).withMessageContaining("not 'colour'");
        assertThat(control.asked).containsExactly("set 0001 TOOLSETS file", "set 0001 TOOLSETS ");
    }

    @Test
    void titlesAndUndoSayWhatBecameOfIt() throws CommandException {
        SessionTitleCommand title = with(new SessionTitleCommand());
        title.session = "0002";
        title.title = List.of("New", "name");
        assertThat(title.run()).isEqualTo("The title is: New name");
        SessionUndoCommand undo = with(new SessionUndoCommand());
        undo.session = "0002";
        undo.turns = 2;
        assertThat(undo.run()).contains("2 turns", "  what was said", "checkpoint:list");
        SessionResetCommand reset = with(new SessionResetCommand());
        reset.key = "notes";
        assertThat(reset.run()).contains("kept as 0001");
        assertThat(control.asked).containsExactly("title 0002 New name", "undo 0002 2", "reset cli:notes");
    }

    @Test
    void theListSaysThatThereMayBeMore() throws CommandException {
        SessionListCommand list = new SessionListCommand();
        list.sessions = sessions;
        list.limit = 1;
        assertThat(list.run()).contains("0002").doesNotContain("0001").contains("--offset 1");
        list.offset = 1;
        list.limit = 5;
        assertThat(list.run()).contains("Garden plans").doesNotContain("--offset");
    }

    @Test
    void aWordMeansAConversation() {
        SessionNames names = new SessionNames(sessions, control);
        assertThat(names.meant("notes").value()).isEqualTo("cli:notes");
        assertThat(names.meant("Gard").value()).isEqualTo("cli:notes");
        assertThat(names.meant("Gar").value()).as("too short for a beginning").isEqualTo("cli:Gar");
        assertThat(names.meant("cli:Garden").value()).isEqualTo("cli:Garden");
        assertThat(names.meant("something new").value()).isEqualTo("cli:something new");
        assertThat(names.meant("latest").value()).isEqualTo("cli:notes");
        assertThat(names.meant("").value())
                .startsWith("cli:")
                .isNotEqualTo(names.meant("").value());
        assertThat(control.asked).isEmpty();
        assertThat(names.meant("0002").value()).isEqualTo("cli:0002");
        assertThat(control.asked).containsExactly("resume cli:0002 0002");
    }

    private <C extends SessionCommand> C with(C command) {
        command.sessions = sessions;
        command.control = control;
        return command;
    }
}
