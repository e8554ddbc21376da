package dev.talaria.shell.setup;

import dev.talaria.api.model.LocalServer;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider that a person can choose.
 *
 * @param title for people
 * @param name of the endpoint
 * @param pid of its configuration
 * @param settings further lines of it, {@code key = value} each
 * @param keyFrom where a person gets a key; empty if it needs none
 */
record Choice(String title, String name, String pid, List<String> settings, String keyFrom) {
    private static final String OPENAI = "dev.talaria.provider.openai";
    private static final String ANTHROPIC = "dev.talaria.provider.anthropic";

    Choice {
        settings = List.copyOf(settings);
    }

    /** The services, then what listens on this machine, then any other address. */
    static List<Choice> all(List<LocalServer> found) {
        List<Choice> all = new ArrayList<>(List.of(
                service("OpenRouter", "openrouter", "https://openrouter.ai/keys"),
                service("Nous Portal", "nous", "https://portal.nousresearch.com"),
                service("OpenAI", "openai", "https://platform.openai.com/api-keys"),
                new Choice("Anthropic", "anthropic", ANTHROPIC, List.of(), "https://console.anthropic.com")));
        for (LocalServer server : found) {
            String models = server.models().isEmpty() ? "no model loaded" : String.join(", ", server.models());
            all.add(new Choice(
                    server.kind() + " on this machine, answers now (" + models + ")",
                    server.kind().replaceAll("[^A-Za-z0-9]", ""),
                    OPENAI,
                    List.of("baseUrl = " + server.baseUrl()),
                    ""));
        }
        return all;
    }

    /** A server that speaks the protocol of OpenAI. */
    static Choice address(String baseUrl) {
        return new Choice(
                baseUrl, "other", OPENAI, List.of("baseUrl = " + baseUrl), "whoever runs it; empty if it needs none");
    }

    private static Choice service(String title, String preset, String keyFrom) {
        return new Choice(title, preset, OPENAI, List.of("preset = " + preset), keyFrom);
    }
}
