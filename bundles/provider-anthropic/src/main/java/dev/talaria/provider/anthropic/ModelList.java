package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.ModelCatalog;
import dev.talaria.provider.support.ReplyBody;
import dev.talaria.provider.support.WireJson;
import java.util.List;
import okhttp3.HttpUrl;

/** Asks an endpoint for its models, page by page. */
final class ModelList {
    /** An endpoint that always has more must not be asked for ever. */
    private static final int MAX_PAGES = 20;

    private static final String PAGE_SIZE = "1000";

    private ModelList() {}

    static List<ModelInfo> ask(EndpointClient<EndpointSettings> client, Cancellation cancellation) {
        EndpointSettings settings = client.settings();
        var models = new ModelCatalog(settings.defaultModel());
        try {
            String after = "";
            for (int page = 0; page < MAX_PAGES; page++) {
                String next = addPage(page(client, after, cancellation), models);
                if (next.isEmpty() || next.equals(after)) {
                    break;
                }
                after = next;
            }
        } catch (ModelException e) {
            // Not every gateway has a list; its default model can do without.
            if (e.reason() != Reason.MODEL_NOT_FOUND || settings.defaultModel().isEmpty()) {
                throw e;
            }
        }
        return models.models();
    }

    private static JsonNode page(EndpointClient<EndpointSettings> client, String after, Cancellation cancellation) {
        EndpointSettings settings = client.settings();
        HttpUrl.Builder url = settings.resource("models").newBuilder().setQueryParameter("limit", PAGE_SIZE);
        if (!after.isEmpty()) {
            url.setQueryParameter("after_id", after);
        }
        return client.send(url.build(), null, cancellation, (response, failures) -> {
            JsonNode reply = WireJson.parse(ReplyBody.whole(response, settings.limits()));
            if (!reply.path("data").isArray()) {
                throw new MalformedReply("a list of models was expected");
            }
            return reply;
        });
    }

    /** @return after which model the next page begins; empty if there is none */
    private static String addPage(JsonNode page, ModelCatalog models) {
        for (JsonNode entry : page.path("data")) {
            models.add(info(entry));
        }
        return page.path("has_more").asBoolean() ? WireJson.text(page, "last_id") : "";
    }

    /** What the reply says of a model; gateways say less than Anthropic. */
    private static ModelInfo info(JsonNode entry) {
        ModelInfo info = ModelInfo.of(WireJson.text(entry, "id"))
                .withContextTokens(WireJson.count(entry, "max_input_tokens"))
                .withOutputTokens(WireJson.count(entry, "max_tokens"));
        JsonNode images = entry.path("capabilities").path("image_input").path("supported");
        return images.isBoolean() ? info.withTakesImages(images.booleanValue()) : info;
    }
}
