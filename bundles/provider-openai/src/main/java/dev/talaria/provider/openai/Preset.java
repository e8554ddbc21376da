package dev.talaria.provider.openai;

import dev.talaria.provider.support.SettingValues;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** The services and servers that are known by name, and in what they differ. */
enum Preset {
    OPENROUTER("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    /** The inference API of the Nous Portal; it is OpenRouter's protocol in most. */
    NOUS("https://inference-api.nousresearch.com/v1", "NOUS_API_KEY"),
    OPENAI("https://api.openai.com/v1", "OPENAI_API_KEY"),
    OLLAMA("http://127.0.0.1:11434/v1", ""),
    LLAMACPP("http://127.0.0.1:8080/v1", ""),
    VLLM("http://127.0.0.1:8000/v1", ""),
    SGLANG("http://127.0.0.1:30000/v1", ""),
    LMSTUDIO("http://127.0.0.1:1234/v1", ""),
    /** Any other; it has no base URL. */
    NONE("", "");

    private static final String THIS_MACHINE = "http://127.0.0.1:";

    private final String baseUrl;
    private final String keyVariable;

    Preset(String baseUrl, String keyVariable) {
        this.baseUrl = baseUrl;
        this.keyVariable = keyVariable;
    }

    /**
     * By the name that people type; {@link #NONE} for none.
     *
     * @throws IllegalArgumentException naming those that exist
     */
    static Preset of(String text) {
        String name = text.strip();
        if (name.isEmpty()) {
            return NONE;
        }
        return known().filter(preset -> preset.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("preset '" + name + "' does not exist; it is one of "
                        + names() + ", or left out for any other"));
    }

    /** Told from the host where it is certain, which no port of this machine is. */
    static Preset at(HttpUrl baseUrl) {
        return known().filter(preset -> preset.owns(baseUrl)).findFirst().orElse(NONE);
    }

    static String names() {
        return known().map(Preset::id).collect(Collectors.joining(", "));
    }

    /** The name that people type. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its makers call it. */
    String title() {
        return switch (this) {
            case LLAMACPP -> "llama.cpp";
            case LMSTUDIO -> "lm-studio";
            default -> id();
        };
    }

    /** Those that run on the user's own machine, in the order in which they are looked for. */
    static List<Preset> local() {
        return known().filter(preset -> preset.baseUrl.startsWith(THIS_MACHINE)).toList();
    }

    /** Empty for {@link #NONE}. */
    String baseUrl() {
        return baseUrl;
    }

    /** The environment variable of its key. Empty: it has none. */
    String keyVariable() {
        return keyVariable;
    }

    /** Whether a key that is meant for it may go there unasked: to its own host or one of its regions, encrypted. */
    boolean owns(HttpUrl url) {
        if (keyVariable.isEmpty()) {
            return false;
        }
        String host = SettingValues.url("baseUrl", baseUrl).host();
        return url.isHttps() && (url.host().equals(host) || url.host().endsWith("." + host));
    }

    /** The field that limits the reply: OpenAI refuses the old one for newer models, and others know only that. */
    String outputLimitField() {
        return this == OPENAI ? "max_completion_tokens" : "max_tokens";
    }

    /** Whether it knows {@code reasoning} in requests, and {@code reasoning_details} that it wants back. */
    boolean speaksOpenRouter() {
        return this == OPENROUTER || this == NOUS;
    }

    /** Whether it takes a choice among the providers behind it, and says what a reply cost in US dollars. */
    boolean routes() {
        return this == OPENROUTER;
    }

    private static Stream<Preset> known() {
        return Stream.of(values()).filter(preset -> preset != NONE);
    }
}
