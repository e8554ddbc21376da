package dev.talaria.provider.openai;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** Which of OpenAI's two protocols for chats an endpoint is asked in. */
enum WireApi {
    /** The Responses API for models that need it, at OpenAI itself; else chat completions. */
    AUTO,
    CHAT,
    RESPONSES;

    /**
     * Models of OpenAI that chat completions refuse, with {@code *} for anything: the first four at all ("only
     * supported in v1/responses", HTTP 404), the later ones with tools, unless they are told not to reason (HTTP 400).
     * Seen in the reports of their users until September 2026.
     */
    private static final List<Pattern> NEED_RESPONSES =
            patterns("*codex*", "o*-pro*", "gpt-5*-pro*", "*deep-research*", "gpt-5.5*", "gpt-5.6*", "gpt-6*");

    private static final String OPENAI_HOST = "api.openai.com";

    /** @throws IllegalArgumentException saying what is allowed */
    static WireApi of(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        return Stream.of(values())
                .filter(api -> api.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "api is '" + text.strip() + "'; it must be auto, chat or responses"));
    }

    /** Whether a request for the model is one of the Responses API. */
    boolean usesResponses(HttpUrl baseUrl, String model) {
        return switch (this) {
            case CHAT -> false;
            case RESPONSES -> true;
            case AUTO -> isOpenAi(baseUrl) && matches(NEED_RESPONSES, model);
        };
    }

    /** OpenAI's host, or that of one of its regions: {@code eu.api.openai.com}. */
    private static boolean isOpenAi(HttpUrl baseUrl) {
        return baseUrl.host().equals(OPENAI_HOST) || baseUrl.host().endsWith("." + OPENAI_HOST);
    }

    private static boolean matches(List<Pattern> patterns, String model) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(model).matches());
    }

    private static List<Pattern> patterns(String... globs) {
        return Stream.of(globs)
                .map(glob ->
                        Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .map(Pattern::compile)
                .toList();
    }
}
