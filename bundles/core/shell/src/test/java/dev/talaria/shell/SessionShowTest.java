package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class SessionShowTest {
    private final SessionShowCommand command = new SessionShowCommand();
    private final FakeSessions sessions =
            new FakeSessions().with("0001", "cli:notes", "").with("0002", "cli:mail", "Post");

    SessionShowTest() {
        command.sessions = sessions;
    }

    @Test
    void aSessionIsFoundByItsKeyItsIdOrItsTitle() throws CommandException {
        command.session = "cli:notes";
        assertThat(command.run()).contains("said in 0001");
        command.session = "Post";
        assertThat(command.run()).contains("said in 0002");
        command.session = "none";
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(command::execute)
                .withMessageContaining("session:list");
    }

    @Test
    void onlyTheFirstLineIsShownUnlessAllIsWanted() throws CommandException {
        command.session = "0002";
        assertThat(command.run()).contains("said in 0002…").doesNotContain("second line");
        command.full = true;
        assertThat(command.run()).contains("  said in 0002\n  second line").doesNotContain("\u001b");
        command.json = true;
        assertThat(command.run()).contains("said in 0002\\nsecond line\\u001B", "\"number\":7");
    }

    @Test
    void withoutTheEngineItSaysWhereToLook() {
        command.sessions = null;
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(command::execute)
                .withMessageContaining("talaria:doctor");
    }
}
