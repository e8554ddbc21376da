package dev.talaria.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * Which of the providers behind OpenRouter may answer; what is empty or false is left to OpenRouter.
 *
 * @param sort what counts most: {@code price}, {@code throughput} or {@code latency}
 * @param only the providers that may
 * @param ignore those that may not
 * @param order those that are tried first
 * @param requireParameters whether a provider must know every field of the request
 * @param dataCollection whether a provider may keep it: {@code allow} or {@code deny}
 */
record Routing(
        String sort,
        List<String> only,
        List<String> ignore,
        List<String> order,
        boolean requireParameters,
        String dataCollection) {
    static final Routing NONE = new Routing("", List.of(), List.of(), List.of(), false, "");

    /** @throws IllegalArgumentException naming the key that is wrong */
    static Routing of(EndpointConfig config) {
        return new Routing(
                Choice.of("routingSort", config.routingSort(), "price", "throughput", "latency"),
                EndpointSettings.filled(config.routingOnly()),
                EndpointSettings.filled(config.routingIgnore()),
                EndpointSettings.filled(config.routingOrder()),
                config.routingRequireParameters(),
                Choice.of("routingDataCollection", config.routingDataCollection(), "allow", "deny"));
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** Writes the field {@code provider}, unless nothing is chosen. */
    void write(JsonGenerator json) throws IOException {
        if (isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("provider");
        writeWord(json, "sort", sort);
        writeWords(json, "only", only);
        writeWords(json, "ignore", ignore);
        writeWords(json, "order", order);
        if (requireParameters) {
            json.writeBooleanField("require_parameters", true);
        }
        writeWord(json, "data_collection", dataCollection);
        json.writeEndObject();
    }

    private static void writeWord(JsonGenerator json, String name, String word) throws IOException {
        if (!word.isEmpty()) {
            json.writeStringField(name, word);
        }
    }

    private static void writeWords(JsonGenerator json, String name, List<String> words) throws IOException {
        if (words.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (String word : words) {
            json.writeString(word);
        }
        json.writeEndArray();
    }
}
