package dev.talaria.provider.anthropic;

import dev.talaria.api.secret.SecretRef;
import dev.talaria.api.secret.Secrets;
import dev.talaria.provider.support.EndpointService;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.provider.support.SettingValues;
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
 * The endpoint of {@code ANTHROPIC_API_KEY}, for those who configured nothing; at {@code ANTHROPIC_BASE_URL} if that is
 * set, and with {@code ANTHROPIC_MODEL} as its default.
 */
@Component(service = {})
public final class EnvironmentEndpoint {
    private static final String KEY = "ANTHROPIC_API_KEY";
    private static final String BASE_URL = "ANTHROPIC_BASE_URL";
    private static final String MODEL = "ANTHROPIC_MODEL";
    private static final String DEFAULT_URL = "https://api.anthropic.com";
    private static final String DEFAULT_MODEL = "claude-sonnet-4-6";

    /** After those of other providers: who had one of their keys before keeps what it chose. */
    private static final int RANKING = 5;

    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentEndpoint.class);

    private final OkHttpClient client = HttpClients.open();
    private final Optional<EndpointService<EndpointSettings>> service;

    @Activate
    public EnvironmentEndpoint(BundleContext context, @Reference Secrets secrets) {
        this(EndpointService.Registrar.of(context), secrets, System.getenv());
    }

    EnvironmentEndpoint(EndpointService.Registrar registrar, Secrets secrets, Map<String, String> environment) {
        service = find(environment)
                .map(settings -> new EndpointService<>(registrar, client, secrets, settings, AnthropicChatModel::new));
    }

    @Deactivate
    void deactivate() {
        service.ifPresent(EndpointService::close);
        HttpClients.close(client);
    }

    private static Optional<EndpointSettings> find(Map<String, String> environment) {
        if (value(environment, KEY, "").isEmpty()) {
            return Optional.empty();
        }
        try {
            EndpointSettings settings = EndpointSettings.found(
                    "anthropic",
                    RANKING,
                    SettingValues.url(BASE_URL, value(environment, BASE_URL, DEFAULT_URL)),
                    new SecretRef("env", KEY),
                    value(environment, MODEL, DEFAULT_MODEL));
            LOG.info(
                    "Endpoint anthropic at {} found in the environment",
                    settings.endpoint().location());
            return Optional.of(settings);
        } catch (IllegalArgumentException e) {
            LOG.warn("Endpoint anthropic is left out: {}. Correct the variable and start again.", e.getMessage());
            return Optional.empty();
        }
    }

    private static String value(Map<String, String> environment, String variable, String fallback) {
        String value = environment.getOrDefault(variable, "").strip();
        return value.isEmpty() ? fallback : value;
    }
}
