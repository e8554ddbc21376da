package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.WireJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The output items of a stream. By the protocol an event belongs to the item of its {@code item_id}, which stands at
 * its {@code output_index}. Gateways give an item another id in each event, or all items one index, and events come
 * before the one that begins their item.
 */
final class ResponsesItems {
    private final ChatListener listener;
    private final List<Placed> items = new ArrayList<>();
    private final Map<String, ResponsesItem> byId = new HashMap<>();
    private final Map<Integer, ResponsesItem> lastAt = new HashMap<>();

    ResponsesItems(ChatListener listener) {
        this.listener = listener;
    }

    void begin(JsonNode event) throws MalformedReply {
        JsonNode start = event.path("item");
        // At its place, only if its deltas came first: a second beginning there is that of another item.
        Optional<ResponsesItem> item =
                named(start).or(() -> at(event).filter(there -> !there.isBegun() && !there.isDone()));
        known(item, WireJson.text(start, "id"), event).begin(start);
    }

    void end(JsonNode event) throws MalformedReply {
        JsonNode whole = event.path("item");
        Optional<ResponsesItem> item = named(whole).or(() -> at(event).filter(there -> isItself(there, whole)));
        known(item, WireJson.text(whole, "id"), event).end(whole);
    }

    /** The item that a delta of this type belongs to. */
    ResponsesItem of(JsonNode event, String type) {
        String id = WireJson.text(event, "item_id");
        Optional<ResponsesItem> item = Optional.ofNullable(byId.get(id));
        return known(item.or(() -> at(event).filter(there -> there.isOf(type))), id, event);
    }

    /** In the order in which the model made them. */
    List<ResponsesItem> inOrder() {
        return items.stream()
                .sorted(Comparator.comparingInt(Placed::index))
                .map(Placed::item)
                .toList();
    }

    private ResponsesItem known(Optional<ResponsesItem> found, String id, JsonNode event) {
        ResponsesItem item = found.orElseGet(() -> add(event));
        if (!id.isEmpty()) {
            byId.put(id, item);
        }
        lastAt.put(index(event), item);
        return item;
    }

    private ResponsesItem add(JsonNode event) {
        ResponsesItem item = new ResponsesItem(listener);
        items.add(new Placed(item, index(event)));
        return item;
    }

    private Optional<ResponsesItem> named(JsonNode item) {
        return Optional.ofNullable(byId.get(WireJson.text(item, "id"))).filter(there -> isItself(there, item));
    }

    private Optional<ResponsesItem> at(JsonNode event) {
        return Optional.ofNullable(lastAt.get(index(event)));
    }

    /** Whether it is the item that is known there, and no other of the same type. */
    private static boolean isItself(ResponsesItem there, JsonNode item) {
        String callId = WireJson.text(item, "call_id");
        boolean otherCall = !callId.isEmpty() && !there.callId().isEmpty() && !callId.equals(there.callId());
        return there.isOf(WireJson.text(item, "type")) && !otherCall;
    }

    private static int index(JsonNode event) {
        return event.path("output_index").isInt() ? event.path("output_index").intValue() : Integer.MAX_VALUE;
    }

    private record Placed(ResponsesItem item, int index) {}
}
