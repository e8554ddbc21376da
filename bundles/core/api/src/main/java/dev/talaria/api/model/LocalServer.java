package dev.talaria.api.model;

import java.util.List;

/**
 * A model server that listens on this machine. Nobody asked for it, so it is shown and never chosen: whoever runs it may
 * not be whom the owner trusts with conversations.
 *
 * @param kind what mostly listens at that port: {@code ollama}, {@code llama.cpp}
 * @param baseUrl as a configuration would have it
 * @param models what it lists
 */
public record LocalServer(String kind, String baseUrl, List<String> models) {
    public LocalServer {
        models = List.copyOf(models);
    }
}
