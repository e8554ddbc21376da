package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.health.Doctor;
import dev.talaria.api.health.Finding;
import dev.talaria.api.health.Health;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /doctor}: what is not well. */
@Component
public final class DoctorCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "doctor", Group.INSTANCE, "What is not well here, and what to do about it")
            .forOwners();

    private final Doctor doctor;

    @Activate
    public DoctorCommand(@Reference Doctor doctor) {
        this.doctor = doctor;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        List<Finding> bad = doctor.examine().stream()
                .filter(finding -> finding.health().state() != Health.State.OK)
                .toList();
        StringBuilder text = new StringBuilder();
        bad.forEach(finding -> text.append(item(finding.probe(), finding.health())));
        return bad.isEmpty() ? "All is well." : text.toString();
    }

    private static String item(String probe, Health health) {
        String remedy = health.remedy().isEmpty() ? "" : " \u2192 " + Markdown.text(health.remedy());
        return Markdown.item(
                "**" + Markdown.text(probe) + "** " + health.state().name().toLowerCase(Locale.ROOT),
                Markdown.text(health.cause()) + remedy);
    }
}
