package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.context.Contexts;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.shell.text.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class SessionContextTest {
    private final FakeContexts contexts = new FakeContexts();
    private final SessionContextCommand context = new SessionContextCommand();
    private final SessionCompactCommand compact = new SessionCompactCommand();

    SessionContextTest() {
        context.contexts = contexts;
        context.sessions = new OneSession();
        compact.contexts = contexts;
        compact.sessions = new OneSession();
    }

    @Test
    void itShowsHowFullAContextIs() throws CommandException {
        context.session = "cli:n";
        assertThat(context.run()).contains("cli:notes", "182000", "150000");
        context.json = true;
        assertThat(context.run())
                .contains("\"tokens\":182000", "\"windowTokens\":200000", "\"thresholdTokens\":150000");
    }

    @Test
    void aWindowThatNobodyKnowsIsAQuestionMark() throws CommandException {
        contexts.now = new ContextUsage(5_000, 0, 0, 0, 0);
        context.session = "cli:notes";
        assertThat(context.run()).contains("?").doesNotContain("200000");
    }

    @Test
    void aCompactionSaysWhatItSaved() throws CommandException {
        compact.session = "cli:notes";
        compact.focus = List.of("the", "database");
        assertThat(compact.run()).contains("182k -> 2.1k tokens");
        assertThat(contexts.focus).isEqualTo("the database");
        assertThat(compact.run()).contains("nothing of it can be made shorter");
    }

    @Test
    void anUnknownSessionIsNamed() {
        compact.session = "cli:x";
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(compact::run)
                .withMessageContaining("cli:x");
    }

    @Test
    void aTurnShowsItsCompactions() {
        assertThat(Shown.compacted(new AgentEvent.Compacted(182_400, 940, "summary by m1")))
                .isEqualTo("context: 182k -> 940 tokens (summary by m1)");
    }

    private static final class FakeContexts implements Contexts {
        private ContextUsage now = new ContextUsage(182_000, 180_000, 200_000, 150_000, 1);
        private String focus = "";

        @Override
        public ContextUsage usage(SessionKey session) {
            return now;
        }

        @Override
        public ContextUsage compact(SessionKey session, String wanted) {
            focus = wanted;
            now = new ContextUsage(2_100, 0, 200_000, 150_000, 2);
            return now;
        }
    }

    private static final class OneSession implements SessionCatalog {
        @Override
        public Map<SessionKey, SessionId> keys() {
            return Map.of(new SessionKey("cli:notes"), new SessionId("0001"));
        }

        @Override
        public List<SessionSummary> list(int offset, int limit) {
            return List.of();
        }

        @Override
        public Optional<SessionSummary> find(SessionKey key) {
            return Optional.empty();
        }

        @Override
        public Optional<SessionSummary> find(SessionId id) {
            return Optional.empty();
        }

        @Override
        public SessionSummary resolve(String given) {
            throw new IllegalArgumentException(given);
        }

        @Override
        public List<SessionEntry> last(SessionId id, int limit) {
            return List.of();
        }
    }
}
