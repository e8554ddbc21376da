package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.api.usage.Usages;
import dev.talaria.spi.command.SlashCommand;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /usage}: what was used of models. */
@Component
public final class UsageCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of("usage", Group.MODEL, "Tokens and cost of the last days")
            .taking("[DAYS]")
            .forOwners();
    private static final int MOST_DAYS = 366;

    private final Usages usages;
    private final Clock clock;

    @Activate
    public UsageCommand(@Reference Usages usages) {
        this(usages, Clock.systemUTC());
    }

    UsageCommand(Usages usages, Clock clock) {
        this.usages = usages;
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        int days = Here.number(call.text(), 1, MOST_DAYS, SPEC);
        LocalDate from = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days - 1L);
        List<UsageEntry> entries = usages.since(from);
        if (entries.isEmpty()) {
            return "Nothing was used" + (days == 1 ? " today (UTC)." : " in these " + days + " days.");
        }
        Map<String, List<UsageEntry>> byModel =
                entries.stream().collect(Collectors.groupingBy(UsageEntry::model, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        byModel.forEach((model, of) -> text.append(Markdown.item(Markdown.code(model), Figures.used(of))));
        return byModel.size() == 1 ? text.toString() : text + Markdown.item("all", Figures.used(entries));
    }
}
