package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Content;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.ToolUseIds;
import dev.talaria.provider.support.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together from their parts. By the protocol a part belongs to the call of its {@code index}, and id
 * and name come once. Servers also repeat them, leave out the index or the id, or use one index for all calls.
 */
final class ToolUseAssembler {
    private final List<Call> calls = new ArrayList<>();
    private final Map<Integer, Call> byIndex = new HashMap<>();

    void accept(JsonNode part) {
        JsonNode function = part.path("function");
        String id = WireJson.text(part, "id");
        String name = WireJson.text(function, "name");
        JsonNode index = part.path("index");
        Call call = index.isInt() ? at(index.intValue(), id, name) : withoutIndex(id, name);
        if (call.id.isEmpty()) {
            call.id = id;
        }
        if (call.name.isEmpty()) {
            call.name = name;
        }
        call.arguments.append(arguments(function.path("arguments")));
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** @param request whose earlier tool uses keep their ids */
    List<Content.ToolUse> finish(ChatRequest request) throws MalformedReply {
        var ids = new ToolUseIds(request, calls.stream().map(call -> call.id).toList());
        List<Content.ToolUse> uses = new ArrayList<>();
        for (Call call : calls) {
            if (call.name.isEmpty()) {
                throw new MalformedReply("a tool call has no name");
            }
            uses.add(new Content.ToolUse(ids.next(call.id), call.name, call.arguments.toString()));
        }
        return uses;
    }

    private Call at(int index, String id, String name) {
        Call call = byIndex.get(index);
        if (call == null || call.isAnother(id, name)) {
            call = add();
            byIndex.put(index, call);
        }
        return call;
    }

    private Call withoutIndex(String id, String name) {
        Call last = calls.isEmpty() ? null : calls.get(calls.size() - 1);
        boolean whole = id.isEmpty() && !name.isEmpty() && last != null && last.arguments.length() > 0;
        return last == null || whole || last.isAnother(id, name) ? add() : last;
    }

    private Call add() {
        Call call = new Call();
        calls.add(call);
        return call;
    }

    /** A text by the protocol; some servers send the object itself. */
    private static String arguments(@Nullable JsonNode arguments) {
        if (arguments == null || arguments.isMissingNode() || arguments.isNull()) {
            return "";
        }
        return arguments.isTextual() ? arguments.textValue() : arguments.toString();
    }

    private static final class Call {
        final StringBuilder arguments = new StringBuilder();
        String id = "";
        String name = "";

        /** Whether a part with this id and name begins another call. */
        boolean isAnother(String partId, String partName) {
            if (!partId.isEmpty() && !id.isEmpty()) {
                return !partId.equals(id);
            }
            return arguments.length() > 0 && !partName.isEmpty() && !partName.equals(name);
        }
    }
}
