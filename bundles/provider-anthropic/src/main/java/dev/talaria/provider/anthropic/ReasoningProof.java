package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.talaria.api.model.Content;
import dev.talaria.provider.support.WireJson;
import java.util.Optional;

/**
 * How thinking blocks become {@link Content.Reasoning} and blocks again. The proof is {@code signature:} and the
 * signature of a thought in clear text, or {@code redacted:} and the data of a {@code redacted_thinking} block, whose
 * text is empty. The prefix tells them apart whatever the endpoint puts behind it.
 */
final class ReasoningProof {
    private static final String PROVIDER = "anthropic";
    private static final String SIGNATURE = "signature:";
    private static final String REDACTED = "redacted:";

    private ReasoningProof() {}

    /** @param signature empty if the endpoint gave none; such a thought is never sent back */
    static Content.Reasoning signed(String text, String signature) {
        return signature.isEmpty()
                ? new Content.Reasoning(text)
                : new Content.Reasoning(text, PROVIDER, SIGNATURE + signature);
    }

    static Content.Reasoning redacted(String data) {
        return new Content.Reasoning("", PROVIDER, REDACTED + data);
    }

    /** The block as it once came; empty for what other providers, or nobody, vouched for: it would be refused. */
    static Optional<ObjectNode> block(Content.Reasoning reasoning) {
        String proof = reasoning.proof();
        if (!reasoning.provider().equals(PROVIDER)) {
            return Optional.empty();
        }
        ObjectNode block = WireJson.MAPPER.createObjectNode();
        if (proof.startsWith(SIGNATURE)) {
            return Optional.of(block.put("type", "thinking")
                    .put("thinking", reasoning.text())
                    .put("signature", proof.substring(SIGNATURE.length())));
        }
        if (proof.startsWith(REDACTED)) {
            return Optional.of(block.put("type", "redacted_thinking").put("data", proof.substring(REDACTED.length())));
        }
        return Optional.empty();
    }
}
