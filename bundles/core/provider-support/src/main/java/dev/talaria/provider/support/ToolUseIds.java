package dev.talaria.provider.support;

import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Content;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Gives every tool use of a conversation an id of its own, so that each pairs with its own output. */
public final class ToolUseIds {
    private final Set<String> given = new HashSet<>();
    private final Set<String> used;

    /**
     * @param request whose earlier tool uses keep their ids
     * @param offered what the reply calls its own, in any order; may repeat and be empty
     */
    public ToolUseIds(ChatRequest request, Collection<String> offered) {
        request.messages().stream()
                .flatMap(message -> message.toolUses().stream())
                .map(Content.ToolUse::id)
                .forEach(given::add);
        used = new HashSet<>(given);
        used.addAll(offered);
    }

    /** The offered id, or a new one if that is empty or taken. */
    public String next(String offered) {
        String id = offered;
        for (int n = used.size(); id.isEmpty() || given.contains(id); n++) {
            String candidate = "call_" + n;
            id = used.add(candidate) ? candidate : "";
        }
        given.add(id);
        return id;
    }
}
