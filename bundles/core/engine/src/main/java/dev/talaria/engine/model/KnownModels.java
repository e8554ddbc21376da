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
import java.util.Optional;

/** What is known of models: from the operator's lines, the endpoint, and Talaria's own table, in this order. */
final class KnownModels {
    private static final String CONFIGURATION = "etc/dev.talaria.models.cfg";
    /** Where a price has no source of its own in the table, there is none: each line names one. */
    private static final ModelTable OWN = ModelTable.of(resource(), "Talaria's table", LocalDate.EPOCH);

    private final ModelTable configured;

    /** @throws IllegalArgumentException naming the line that is wrong */
    KnownModels(List<String> configuredLines, LocalDate today) {
        configured = ModelTable.of(configuredLines, CONFIGURATION, today);
    }

    /** @param said what the endpoint says of it; empty if it does not */
    ModelFacts facts(ModelRef model, Optional<ModelInfo> said) {
        ModelInfo operator = configured.info(model.model(), model.toString());
        ModelInfo endpoint = said.orElse(ModelInfo.of(model.model()));
        ModelInfo own = OWN.info(model.model(), host(model.endpoint().location()) + "/" + model.model());
        String source = operator.contextTokens().isPresent()
                ? CONFIGURATION
                : endpoint.contextTokens().isPresent()
                        ? "the endpoint"
                        : own.contextTokens().isPresent() ? "Talaria's table" : "";
        return new ModelFacts(operator.or(endpoint).or(own), source);
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
