package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.WireJson;

/**
 * Which thoughts go back to the endpoint that gave them, one message after the other. Models refuse a turn that begins
 * without a thought and goes on with one, as it does where another provider began it: such a turn has none.
 */
final class ReplayedReasoning {
    private boolean beginning = true;
    private boolean begunHere;

    /** @return the {@code reasoning_details} of the message; may be empty */
    ArrayNode next(Message message) {
        ArrayNode details = WireJson.MAPPER.createArrayNode();
        if (message.role() == Role.USER) {
            beginning = true;
        } else if (message.role() == Role.ASSISTANT) {
            message.content().forEach(part -> add(part, details));
            begunHere = beginning ? !details.isEmpty() : begunHere;
            beginning = false;
        }
        return begunHere ? details : details.removeAll();
    }

    private static void add(Content part, ArrayNode details) {
        if (part instanceof Content.Reasoning reasoning && reasoning.provider().equals(ReasoningDetails.PROVIDER)) {
            try {
                JsonNode proof = WireJson.parse(reasoning.proof());
                if (proof.isArray()) {
                    proof.forEach(details::add);
                }
            } catch (MalformedReply e) {
                // Not what was once kept; the conversation goes on without.
            }
        }
    }
}
