package dev.talaria.engine.model;

import dev.talaria.api.model.ModelFacts;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of models: from the operator's lines, the endpoint, and Talaria's own table, in this order. What the
 * lines say of a model is looked up once, since every request asks; another configuration is another object.
 */
final class KnownModels {
    private static final String CONFIGURATION = "etc/dev.talaria.models.cfg";
    /** Where a price has no source of its own in the table, there is none: each line names one. */
    private static final ModelTable OWN = ModelTable.of(resource(), "Talaria's table", LocalDate.EPOCH);
    /** Models whose lines are kept. An agent uses a few; whoever tries more than this looks them up again. */
    static final int MOST_KEPT = 256;

    private final ModelTable configured;
    private final Map<ModelRef, Lines> kept = new ConcurrentHashMap<>();

    /** What the lines say of one model. */
    private record Lines(ModelInfo operator, ModelInfo own) {}

    /** @throws IllegalArgumentException naming the line that is wrong */
    KnownModels(List<String> configuredLines, LocalDate today) {
        configured = ModelTable.of(configuredLines, CONFIGURATION, today);
    }

    /** @param said what the endpoint says of it; empty if it does not */
    ModelFacts facts(ModelRef model, Optional<ModelInfo> said) {
        Lines lines = lines(model);
        ModelInfo operator = lines.operator();
        ModelInfo endpoint = said.orElse(ModelInfo.of(model.model()));
        ModelInfo own = lines.own();
        String source = operator.contextTokens().isPresent()
                ? CONFIGURATION
                : endpoint.contextTokens().isPresent()
                        ? "the endpoint"
                        : own.contextTokens().isPresent() ? "Talaria's table" : "";
        return new ModelFacts(operator.or(endpoint).or(own), source);
    }

    private Lines lines(ModelRef model) {
        Lines known = kept.get(model);
        if (known != null) {
            return known;
        }
        Lines read = new Lines(
                configured.info(model.model(), model.toString()),
                OWN.info(model.model(), host(model.endpoint().location()) + "/" + model.model()));
        // Threads that come here together may keep a few more.
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(model, read);
        return read;
    }

    /** How many models are kept now. */
    int kept() {
        return kept.size();
    }

    private static String host(String location) {
        try {
            return Optional.ofNullable(new URI(location).getHost()).orElse("");
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static List<String> resource() {
        try (InputStream in = KnownModels.class.getResourceAsStream("models.txt")) {
            if (in == null) {
                throw new IllegalStateException("models.txt is missing in the bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
