package dev.talaria.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Json;
import dev.talaria.api.state.StateEntry;
import dev.talaria.api.store.Conflict;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredStatesTest {
    private final MemoryStore store = new MemoryStore(new ManualClock());
    private final StoredStates states = new StoredStates(store, "org.example.hub");

    @Test
    void aValueIsKeptAndReplacedByWhoKnowsIt() {
        assertThat(states.put("people/anna", 0, Json.object("role", "admin", "since", 7L)))
                .isEqualTo(1);
        assertThat(states.put("people/anna", 1, Json.object("role", "user"))).isEqualTo(2);
        assertThat(states.find("people/anna")).contains(new StateEntry("people/anna", 2, Json.object("role", "user")));
        assertThatThrownBy(() -> states.put("people/anna", 1, Map.of())).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> states.put("people/anna", 0, Map.of())).isInstanceOf(Conflict.class);
    }

    @Test
    void eachAddOnHasItsOwn() {
        states.put("a", 0, Json.object("whose", "the hub's"));
        StoredStates other = new StoredStates(store, "org.example.other");
        assertThat(other.find("a")).isEmpty();
        other.put("a", 0, Json.object("whose", "another's"));
        assertThat(states.list("", 10))
                .extracting(StateEntry::value)
                .containsExactly(Json.object("whose", "the hub's"));
    }

    @Test
    void listsAreByKeyAndWhatIsRemovedIsGone() {
        states.put("b/2", 0, Map.of());
        states.put("b/1", 0, Map.of());
        states.put("a/1", 0, Map.of());
        assertThat(states.list("b/", 10)).extracting(StateEntry::key).containsExactly("b/1", "b/2");
        states.remove("b/1", 1);
        assertThat(states.list("", 10)).extracting(StateEntry::key).containsExactly("a/1", "b/2");
        assertThatThrownBy(() -> states.remove("b/1", 1)).isInstanceOf(Conflict.class);
    }
}
