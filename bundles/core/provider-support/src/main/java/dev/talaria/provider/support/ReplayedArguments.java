package dev.talaria.provider.support;

import dev.talaria.api.model.Content;

/** What a model gets to see again of the arguments that it once gave to a tool. */
public final class ReplayedArguments {
    private static final String NONE = "{}";

    private ReplayedArguments() {}

    /**
     * The arguments byte for byte if they are a JSON object, else an empty one. Others could not be called with
     * either, and the call's output says so; the journal keeps them. But an endpoint that reads them, as llama.cpp does
     * for its template and Anthropic by its protocol, would refuse the conversation from then on.
     */
    public static String of(Content.ToolUse use) {
        try {
            return WireJson.parse(use.rawArguments()).isObject() ? use.rawArguments() : NONE;
        } catch (MalformedReply e) {
            return NONE;
        }
    }
}
