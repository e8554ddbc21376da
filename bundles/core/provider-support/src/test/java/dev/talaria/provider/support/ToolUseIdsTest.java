package dev.talaria.provider.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolUseIdsTest {
    @Test
    void freshIdsStay() {
        var ids = new ToolUseIds(request(), List.of("a", "b"));

        assertThat(List.of(ids.next("a"), ids.next("b"))).containsExactly("a", "b");
    }

    @Test
    void takenEqualAndMissingIdsAreReplaced() {
        var offered = List.of("a", "b", "b", "", "", "call_4");
        var ids = new ToolUseIds(request("a"), offered);

        List<String> given = offered.stream().map(ids::next).toList();

        assertThat(given).doesNotHaveDuplicates().doesNotContain("", "a").contains("b", "call_4");
    }

    private static ChatRequest request(String... ids) {
        List<Message> messages = List.of(ids).stream()
                .map(id -> new Message(Role.ASSISTANT, List.of(new Content.ToolUse(id, "x", "{}"))))
                .toList();
        return new ChatRequest("m", "", List.of(), messages, ToolChoice.AUTO);
    }
}
