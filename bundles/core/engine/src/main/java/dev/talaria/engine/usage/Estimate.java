package dev.talaria.engine.usage;

import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.tool.ToolDefinition;

/**
 * About how many tokens a request has, before anybody counted them. English text has about four bytes to a token, code
 * and other languages fewer; three is on the safe side.
 */
public final class Estimate {
    public static final int BYTES_PER_TOKEN = 3;
    /** A picture of the largest size that providers take as it is. */
    private static final int TOKENS_PER_IMAGE = 1_600;

    private Estimate() {}

    public static long tokens(ChatRequest request) {
        long bytes = bytes(request.system());
        for (ToolDefinition tool : request.tools()) {
            bytes += bytes(tool.description()) + bytes(tool.parameters().toString());
        }
        for (Message message : request.messages()) {
            for (Content part : message.content()) {
                bytes += bytes(part);
            }
        }
        return bytes / BYTES_PER_TOKEN;
    }

    public static long tokens(Message message) {
        return message.content().stream().mapToLong(Estimate::bytes).sum() / BYTES_PER_TOKEN;
    }

    static long tokens(long bytes) {
        return bytes / BYTES_PER_TOKEN;
    }

    private static long bytes(Content part) {
        return switch (part.kind()) {
            case TEXT -> bytes(((Content.Text) part).text());
            case IMAGE -> TOKENS_PER_IMAGE * BYTES_PER_TOKEN;
            case REASONING -> bytes(((Content.Reasoning) part).text());
            case TOOL_USE -> bytes(((Content.ToolUse) part).rawArguments());
            case TOOL_OUTPUT -> bytes(((Content.ToolOutput) part).text());
        };
    }

    /** In UTF-8, about: a pair of surrogates counts six and has four. */
    static long bytes(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7ff) {
                bytes += 2;
            } else if (c > 0x7f) {
                bytes++;
            }
        }
        return bytes;
    }
}
