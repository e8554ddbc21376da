package dev.talaria.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.engine.control.SessionScript.Step;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to sessions, in whatever order: what is in memory is what the journal says. */
class InterleavingTest {
    @Property(tries = 300)
    void theLiveSessionIsWhatTheJournalSays(@ForAll("scripts") List<Step> script) {
        SessionScript sessions = new SessionScript();
        for (Step step : script) {
            sessions.play(step);
            sessions.checkEachSession();
        }
    }

    @Property(tries = 100)
    void droppedRecordsAreBuiltAgainAsTheyWere(@ForAll("scripts") List<Step> script) {
        SessionScript sessions = new SessionScript();
        script.forEach(sessions::play);
        sessions.crash();
        var before = sessions.summaries();
        sessions.dropRecords();
        assertThat(sessions.summaries()).isEmpty();
        sessions.rebuild();
        assertThat(sessions.summaries()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Provide
    Arbitrary<List<Step>> scripts() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.of(SessionScript.Action.values()),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 9))
                .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(25);
    }
}
