package dev.talaria.engine.slash;

import dev.talaria.api.health.Health;
import dev.talaria.spi.health.HealthProbe;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether every slash command that is installed can be said by its name. */
@Component
public final class CommandsProbe implements HealthProbe {
    private final CommandRegistry commands;

    @Activate
    public CommandsProbe(@Reference CommandRegistry commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public List<Health> check() {
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
