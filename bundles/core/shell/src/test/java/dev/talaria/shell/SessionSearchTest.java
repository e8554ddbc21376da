package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionSearch;
import dev.talaria.api.session.SessionSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionSearchTest {
    private final FakeSessions sessions =
            new FakeSessions().with("0001", "cli:notes", "Garden").with("0002", "cli:mail", "Post");
    private final FakeSearch search = new FakeSearch();
    private final SessionSearchCommand command = new SessionSearchCommand();

    @BeforeEach
    void prepare() {
        command.sessions = sessions;
        command.search = search;
        command.text = List.of("wild", "tulips");
    }

    @Test
    void whatIsFoundStandsInOneLineEach() throws CommandException {
        assertThat(command.run())
                .contains("0001", "Garden", "model", "the >>>tulips<<< grow", "--session ID")
                .doesNotContain("\u001b");
        assertThat(search.asked.text()).isEqualTo("wild tulips");
        assertThat(search.asked.speakers()).hasSize(3);
    }

    @Test
    void programsGetAllOfIt() throws CommandException {
        command.json = true;
        assertThat(command.run())
                .contains(
                        "\"id\":\"0001\"",
                        "\"number\":7",
                        "\"kind\":\"model\"",
                        "\"who\":\"m1\"",
                        "\"key\":\"cli:notes\"");
    }

    @Test
    void theOptionsArePassedOn() throws CommandException {
        command.order = "oldest";
        command.limit = 1_000;
        command.session = "Post";
        command.run();
        assertThat(search.asked.order()).isEqualTo(SessionSearch.Order.OLDEST);
        assertThat(search.asked.sessions()).isEqualTo(50);
        assertThat(search.asked.session()).contains(new SessionId("0002"));
    }

    @Test
    void whatIsNotThereIsNamed() {
        command.order = "best";
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(command::execute)
                .withMessageContaining("'best'");
        command.order = "newest";
        command.session = "none";
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(command::execute)
                .withMessageContaining("session:list");
        command.session = "";
        command.search = null;
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(command::execute)
                .withMessageContaining("talaria:doctor");
    }

    @Test
    void theOrdersAreCompleted() {
        assertThat(new SearchOrderCompleter().names()).containsExactly("relevance", "newest", "oldest");
    }

    private final class FakeSearch implements SessionSearch {
        private Query asked = Query.of("nothing yet");

        @Override
        public List<FoundSession> find(Query query) {
            asked = query;
            Hit hit = new Hit(7, Instant.EPOCH, Speaker.MODEL, "m1", "the >>>tulips<<<\ngrow\u001b[2J");
            return List.of(new FoundSession(sessions.resolve("Garden"), List.of(hit), 1));
        }

        @Override
        public List<SessionEntry> around(SessionId session, long sequence, int window) {
            return List.of();
        }

        @Override
        public Reading read(SessionId session) {
            throw new IllegalArgumentException(session.value());
        }

        @Override
        public List<SessionSummary> browse(Optional<SessionId> asking, int limit) {
            return List.of();
        }
    }
}
