package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Address;
import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.store.OutboxState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryCommandsTest {
    private final Outbox outbox = new Outbox();

    private DeliveryListCommand list(String state) {
        DeliveryListCommand list = new DeliveryListCommand();
        list.deliveries = outbox;
        list.state = state;
        return list;
    }

    @Test
    void listShowsWhatIsNotSentAndWhatToDo() throws Exception {
        assertThat(String.valueOf(list("").execute()))
                .contains("k1", "pending", "as soon as it can", "k3", "dead", "no such chat", "delivery:retry")
                .doesNotContain("k2", "\u001b");
    }

    @Test
    void listShowsOneStateAlsoForPrograms() throws Exception {
        DeliveryListCommand dead = list("dead");
        dead.json = true;
        assertThat(dead.execute())
                .isEqualTo("[{\"key\":\"k3\",\"state\":\"dead\",\"to\":\"fake:work/a\",\"attempts\":4,\"next\":null,"
                        + "\"text\":\"hi\\u001B[31m\",\"reason\":\"no such chat\"}]");
        assertThat(String.valueOf(list("sent").execute())).contains("k2").doesNotContain("k1", "delivery:retry");
        assertThatThrownBy(() -> list("lost").execute()).hasMessageContaining("pending, claimed, sent");
    }

    @Test
    void retrySendsAgainWhatWasGivenUpOnly() throws Exception {
        DeliveryRetryCommand retry = new DeliveryRetryCommand();
        retry.deliveries = outbox;
        retry.key = "k3";
        assertThat(String.valueOf(retry.execute())).contains("fake:work/a");
        retry.key = "k2";
        assertThatThrownBy(retry::execute).hasMessageContaining("k2 is sent");
        retry.key = "k9";
        assertThatThrownBy(retry::execute).hasMessageContaining("no message 'k9'");
        assertThat(outbox.done).containsExactly("retry k3");
    }

    @Test
    void dropGivesUpWhatWaitsOnly() throws Exception {
        DeliveryDropCommand drop = new DeliveryDropCommand();
        drop.deliveries = outbox;
        drop.key = "k1";
        assertThat(String.valueOf(drop.execute())).contains("fake:work/a");
        drop.key = "k3";
        assertThatThrownBy(drop::execute).hasMessageContaining("k3 is dead");
        assertThat(outbox.done).containsExactly("drop k1");
    }

    @Test
    void withoutTheServiceTheCommandsSayWhereToLook() {
        assertThatThrownBy(() -> new DeliveryListCommand().execute()).hasMessageContaining("talaria:doctor");
    }

    private static final class Outbox implements Deliveries {
        private static final Address CHAT = Address.of("fake", "work", "a");
        private static final List<Delivery> ALL = List.of(
                new Delivery("k1", OutboxState.PENDING, CHAT, "hello", 0, Instant.EPOCH, ""),
                new Delivery("k2", OutboxState.SENT, CHAT, "", 1, null, ""),
                new Delivery("k3", OutboxState.DEAD, CHAT, "hi\u001b[31m", 4, null, "no such chat"));

        final List<String> done = new ArrayList<>();

        @Override
        public boolean send(String key, Address address, String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Delivery> list(@Nullable OutboxState state, int limit) {
            return ALL.stream().filter(each -> each.state() == state).toList();
        }

        @Override
        public Optional<Delivery> find(String key) {
            return ALL.stream().filter(each -> each.key().equals(key)).findFirst();
        }

        @Override
        public Map<OutboxState, Long> counts() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean retry(String key) {
            return key.equals("k3") && done.add("retry " + key);
        }

        @Override
        public boolean drop(String key, String why) {
            return key.equals("k1") && done.add("drop " + key);
        }
    }
}
