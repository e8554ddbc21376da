package dev.talaria.engine.slash;

import dev.talaria.api.health.Health;
import dev.talaria.spi.health.HealthProbe;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whether every slash command that is installed can be said by its name. It takes the registry only while it looks: a
 * command needs the doctor, who needs this probe.
 */
@Component
public final class CommandsProbe implements HealthProbe {
    private final BundleContext context;
    private final ServiceReference<CommandRegistry> reference;

    @Activate
    public CommandsProbe(BundleContext context, @Reference ServiceReference<CommandRegistry> reference) {
        this.context = context;
        this.reference = reference;
    }

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public List<Health> check() {
        CommandRegistry commands = context.getService(reference);
        if (commands == null) {
            return List.of(Health.down("the registry of slash commands is gone.", "See talaria:problems."));
        }
        try {
            return found(commands);
        } finally {
            context.ungetService(reference);
        }
    }

    public static List<Health> found(CommandRegistry commands) {
        List<String> clashes = commands.clashes();
        if (clashes.isEmpty()) {
            return List.of(Health.ok(commands.list().size() + " slash commands, each with names of its own."));
        }
        return clashes.stream()
                .map(clash -> Health.degraded(
                        clash + ".",
                        "Give the one that you want a higher service.ranking, or uninstall the other's bundle."))
                .toList();
    }
}
