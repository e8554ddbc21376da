package dev.talaria.shell.residence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Principal;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question;
import dev.talaria.api.store.OutboxState;
import dev.talaria.spi.store.Store;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivitiesTest {
    private final List<PendingQuestion> pending = new ArrayList<>();
    private final Map<OutboxState, Long> rows = new EnumMap<>(OutboxState.class);

    @Test
    void aQuestionThatWaitsIsWork() {
        WaitingQuestions questions = new WaitingQuestions(new Interactions() {
            @Override
            public List<PendingQuestion> pending() {
                return List.copyOf(pending);
            }

            @Override
            public boolean answer(String questionId, Principal by, String choiceId) {
                throw new AssertionError("nobody answers here");
            }
        });
        assertThat(questions.busy()).isFalse();
        Question question = new Question("May it?", "rm x", List.of(), Duration.ofMinutes(5));
        pending.add(new PendingQuestion("1", question, Principal.osUser(), Instant.EPOCH));
        assertThat(questions.busy()).isTrue();
        assertThat(questions.what()).isEqualTo("1 question to a person");
        assertThat(questions.endsSoon()).isFalse();
    }

    @Test
    void anOutboxRowIsWorkUntilItIsSettled() {
        UnsentMessages messages = new UnsentMessages(store());
        assertThat(messages.busy()).isFalse();
        rows.put(OutboxState.SENT, 5L);
        rows.put(OutboxState.UNKNOWN, 1L);
        rows.put(OutboxState.DEAD, 2L);
        assertThat(messages.busy()).isFalse();
        rows.put(OutboxState.PENDING, 1L);
        assertThat(messages.busy()).isTrue();
        assertThat(messages.what()).isEqualTo("1 unsent message");
        rows.put(OutboxState.CLAIMED, 2L);
        assertThat(messages.what()).isEqualTo("3 unsent messages");
        rows.remove(OutboxState.PENDING);
        assertThat(messages.busy()).as("a worker has it").isTrue();
    }

    private Store store() {
        return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] {Store.class}, (p, m, a) -> {
            assertThat(m.getName()).isEqualTo("outboxCounts");
            return rows;
        });
    }
}
