package dev.talaria.engine.health;

import dev.talaria.api.config.ConfigKey;
import dev.talaria.api.config.Configurations;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.api.sandbox.Sandboxes.Backend;
import dev.talaria.spi.health.HealthProbe;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the sandbox that tools are configured to work in is here. Opens none. */
@Component
public final class SandboxesProbe implements HealthProbe {
    private static final String CONFIGURED = "dev.talaria.engine.sandbox";

    private final Sandboxes sandboxes;
    private final Configurations configurations;

    @Activate
    public SandboxesProbe(@Reference Sandboxes sandboxes, @Reference Configurations configurations) {
        this.sandboxes = sandboxes;
        this.configurations = configurations;
    }

    @Override
    public String name() {
        return "sandboxes";
    }

    @Override
    public List<Health> check() {
        List<String> here = sandboxes.backends().stream().map(Backend::backend).toList();
        String wanted = configurations.keys().stream()
                .filter(key -> key.name().equals(CONFIGURED))
                .findFirst()
                .map(SandboxesProbe::value)
                .orElse("local");
        return List.of(
                here.contains(wanted)
                        ? Health.ok("'" + wanted + "' is installed, "
                                + sandboxes.open().size() + " open.")
                        : Health.down(
                                "the sandbox '" + wanted + "' is not installed, so that no tool can touch a file or run"
                                        + " a command.",
                                "feature:install talaria-sandbox-" + wanted + ", or set " + CONFIGURED
                                        + (here.isEmpty() ? "." : " to " + String.join(" or ", here) + ".")));
    }

    private static String value(ConfigKey key) {
        return key.values().filter(values -> !values.isEmpty()).orElse(key.defaults()).stream()
                .findFirst()
                .orElse("local");
    }
}
