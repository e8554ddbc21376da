package dev.talaria.provider.openai;

import dev.talaria.api.secret.SecretRef;
import dev.talaria.api.secret.Secrets;
import dev.talaria.provider.support.EndpointService;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.provider.support.SettingValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Endpoints from environment variables, for those who configured nothing. {@code OPENAI_BASE_URL} goes before
 * {@code OPENROUTER_API_KEY}, that before {@code NOUS_API_KEY}, and that before {@code OPENAI_API_KEY}; with {@code OPENAI_BASE_URL} set,
 * {@code OPENAI_API_KEY} belongs to it and is sent nowhere else.
 */
@Component(service = {})
public final class EnvironmentEndpoints {
    private static final String OPENAI_MODEL = "gpt-5-mini";
    private static final String OPENROUTER_MODEL = "openrouter/auto";

    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentEndpoints.class);

    private final OkHttpClient client = HttpClients.open();
    private final List<EndpointService<EndpointSettings>> services = new ArrayList<>();
    private final Map<String, String> environment;

    @Activate
    public EnvironmentEndpoints(BundleContext context, @Reference Secrets secrets) {
        this(EndpointService.Registrar.of(context), secrets, System.getenv());
    }

    EnvironmentEndpoints(EndpointService.Registrar registrar, Secrets secrets, Map<String, String> environment) {
        this.environment = environment;
        for (EndpointSettings settings : find()) {
            services.add(new EndpointService<>(registrar, client, secrets, settings, OpenAiChatModel::new));
            LOG.info(
                    "Endpoint {} at {} found in the environment",
                    settings.endpoint().name(),
                    settings.endpoint().location());
        }
    }

    @Deactivate
    void deactivate() {
        services.forEach(EndpointService::close);
        HttpClients.close(client);
    }

    private List<EndpointSettings> find() {
        List<EndpointSettings> found = new ArrayList<>();
        if (has("OPENAI_BASE_URL")) {
            add(found, "openai-env", 30, value("OPENAI_BASE_URL"), "OPENAI_API_KEY", value("OPENAI_MODEL"));
        }
        addPreset(found, Preset.OPENROUTER, 20, "OPENROUTER_MODEL", OPENROUTER_MODEL);
        addPreset(found, Preset.NOUS, 15, "NOUS_MODEL", "");
        if (!has("OPENAI_BASE_URL")) {
            addPreset(found, Preset.OPENAI, 10, "OPENAI_MODEL", OPENAI_MODEL);
        }
        return found;
    }

    /** @param otherwise the model where the variable names none; empty: the first that the endpoint lists */
    private void addPreset(
            List<EndpointSettings> found, Preset preset, int ranking, String modelVariable, String otherwise) {
        if (has(preset.keyVariable())) {
            String model = has(modelVariable) ? value(modelVariable) : otherwise;
            add(found, preset.id(), ranking, preset.baseUrl(), preset.keyVariable(), model);
        }
    }

    private void add(
            List<EndpointSettings> found, String name, int ranking, String url, String keyVariable, String model) {
        Optional<SecretRef> key = has(keyVariable) ? Optional.of(new SecretRef("env", keyVariable)) : Optional.empty();
        try {
            found.add(EndpointSettings.found(name, ranking, SettingValues.url("OPENAI_BASE_URL", url), key, model));
        } catch (IllegalArgumentException e) {
            LOG.warn("Endpoint {} is left out: {}. Correct the variable and start again.", name, e.getMessage());
        }
    }

    private boolean has(String variable) {
        return !value(variable).isEmpty();
    }

    private String value(String variable) {
        return environment.getOrDefault(variable, "").strip();
    }
}
