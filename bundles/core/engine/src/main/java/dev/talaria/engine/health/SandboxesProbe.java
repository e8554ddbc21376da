package dev.talaria.engine.health;

import dev.talaria.api.config.ConfigKey;
import dev.talaria.api.config.Configurations;
import dev.talaria.api.health.Health;
import dev.talaria.api.health.Health.State;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.api.sandbox.Sandboxes.Backend;
import dev.talaria.spi.health.HealthProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the sandbox that tools are configured to work in is here, and what the chosen backends lack. Opens none. */
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
        String chosen = configurations.keys().stream()
                .filter(key -> key.name().equals(CONFIGURED))
                .findFirst()
                .map(SandboxesProbe::value)
                .orElse("local");
        List<Health> found = new ArrayList<>(List.of(configured(chosen)));
        Set<String> wanted = new TreeSet<>(Set.of(backend(chosen)));
        sandboxes.named().forEach(named -> wanted.add(named.spec().backend()));
        here().stream().filter(wanted::contains).forEach(backend -> sandboxes.diagnose(backend).stream()
                .filter(health -> health.state() != State.OK)
                .forEach(found::add));
        return List.copyOf(found);
    }

    private List<String> here() {
        return sandboxes.backends().stream().map(Backend::backend).toList();
    }

    private Health configured(String chosen) {
        String wanted = backend(chosen);
        List<String> here = here();
        return here.contains(wanted)
                ? Health.ok("'" + chosen + "' is installed, " + sandboxes.open().size() + " open.")
                : Health.down(
                        "the sandbox '" + chosen + "' is not installed, so that no tool can touch a file or run"
                                + " a command.",
                        "feature:install talaria-sandbox-" + wanted + ", or set " + CONFIGURED
                                + (here.isEmpty() ? "." : " to " + String.join(" or ", here) + "."));
    }

    private static String backend(String choice) {
        int slash = choice.indexOf('/');
        return slash < 0 ? choice : choice.substring(0, slash);
    }

    private static String value(ConfigKey key) {
        return key.values().filter(values -> !values.isEmpty()).orElse(key.defaults()).stream()
                .findFirst()
                .orElse("local");
    }
}
