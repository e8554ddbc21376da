package dev.talaria.provider.anthropic;

import dev.talaria.api.secret.Secrets;
import dev.talaria.provider.support.EndpointService;
import dev.talaria.provider.support.HttpClients;
import okhttp3.OkHttpClient;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** One endpoint per configuration; registers its service itself, so that the settings do not become its properties. */
@Component(
        service = {},
        configurationPid = "dev.talaria.provider.anthropic",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = EndpointConfig.class, factory = true)
public final class ConfiguredEndpoint {
    private final OkHttpClient client = HttpClients.open();
    private final EndpointService<EndpointSettings> service;

    @Activate
    public ConfiguredEndpoint(BundleContext context, @Reference Secrets secrets, EndpointConfig config) {
        this(EndpointService.Registrar.of(context), secrets, config);
    }

    ConfiguredEndpoint(EndpointService.Registrar registrar, Secrets secrets, EndpointConfig config) {
        service =
                new EndpointService<>(registrar, client, secrets, EndpointSettings.of(config), AnthropicChatModel::new);
    }

    @Modified
    void modified(EndpointConfig config) {
        service.update(EndpointSettings.of(config));
    }

    @Deactivate
    void deactivate() {
        service.close();
        HttpClients.close(client);
    }
}
