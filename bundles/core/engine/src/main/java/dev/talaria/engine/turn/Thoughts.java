package dev.talaria.engine.turn;

import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import java.util.List;

/** What a model thought before its earlier replies. */
final class Thoughts {
    private Thoughts() {}

    /** The same request without them. */
    static ChatRequest leftOut(ChatRequest request) {
        return request.withMessages(
                request.messages().stream().map(Thoughts::leftOut).toList());
    }

    private static Message leftOut(Message message) {
        List<Content> rest = message.content().stream()
                .filter(part -> !(part instanceof Content.Reasoning))
                .toList();
        return rest.size() == message.content().size() ? message : new Message(message.role(), rest);
    }
}
