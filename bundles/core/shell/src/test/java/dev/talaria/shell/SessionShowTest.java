package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class SessionShowTest {
    private final SessionShowCommand command = new SessionShowCommand();

    SessionShowTest() {
        command.sessions = new FakeSessions();
    }

    @Test
    void aSessionIsFoundByItsKeyItsIdOrTheirBeginning() throws CommandException {
        for (String given : List.of("cli:notes", "cli:n", "0001")) {
            command.session = given;
            assertThat(command.run()).as(given).contains("said in 0001");
        }
        command.session = "cli:";
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(command::run)
                .withMessageContaining("cli:mail, cli:notes");
        command.session = "000";
        assertThatExceptionOfType(CommandException.class).isThrownBy(command::run);
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

    private static final class FakeSessions implements SessionCatalog {
        @Override
        public Map<SessionKey, SessionId> keys() {
            Map<SessionKey, SessionId> keys = new TreeMap<>(Comparator.comparing(SessionKey::value));
            keys.put(new SessionKey("cli:notes"), new SessionId("0001"));
            keys.put(new SessionKey("cli:mail"), new SessionId("0002"));
            return keys;
        }

        @Override
        public List<SessionSummary> list(int limit) {
            return List.of();
        }

        @Override
        public Optional<SessionSummary> find(SessionKey key) {
            return Optional.empty();
        }

        @Override
        public List<SessionEntry> last(SessionId id, int limit) {
            return List.of(
                    new SessionEntry(7, Instant.EPOCH, "user", "os:anna", "said in " + id + "\nsecond line\u001b[2J"));
        }
    }
}
