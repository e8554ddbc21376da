package dev.talaria.provider.openai;

import dev.talaria.provider.support.Limits;

/**
 * How requests for chat to one endpoint are written.
 *
 * @param preset what the endpoint is
 * @param routing among OpenRouter's providers
 * @param reasoningEffort one of the protocol's levels; empty: not sent
 * @param maxImageBytes of the pictures of one request together, before they are encoded
 */
record RequestOptions(Preset preset, Routing routing, String reasoningEffort, long maxImageBytes) {
    private static final long DEFAULT_IMAGE_BYTES = 20L << 20;

    static RequestOptions defaults(Preset preset) {
        return new RequestOptions(preset, Routing.NONE, "", DEFAULT_IMAGE_BYTES);
    }

    /** @throws IllegalArgumentException naming the key that is wrong */
    static RequestOptions of(EndpointConfig config, Preset preset) {
        Routing routing = Routing.of(config);
        if (!routing.isEmpty() && !preset.routes()) {
            throw new IllegalArgumentException(
                    "routing… is for OpenRouter; remove these keys, or set preset = openrouter if that is what answers"
                            + " at baseUrl");
        }
        return new RequestOptions(
                preset,
                routing,
                Choice.of(
                        "reasoningEffort",
                        config.reasoningEffort(),
                        "none",
                        "minimal",
                        "low",
                        "medium",
                        "high",
                        "xhigh"),
                Limits.positive("maxImageMegabytes", config.maxImageMegabytes()) << 20);
    }
}
