package dev.talaria.shell;

import dev.talaria.api.config.Applies;
import dev.talaria.api.config.ConfigKey;
import dev.talaria.api.config.Configurations;
import dev.talaria.shell.text.Printable;
import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code config:explain}: what a key is, what it is set to and where, and when a change counts. */
@Service
@Command(
        scope = "config",
        name = "explain",
        description =
                "Explains what can be configured: meaning, type, default, present value, its file, when it counts.",
        detailedDescription = "Example: config:explain dev.talaria.engine.maxModelCalls\nWith the beginning of a name,"
                + " or none, it lists all that begin so.")
public final class ConfigExplainCommand extends ListCommand<ConfigKey> {
    private static final Listing<ConfigKey> CARD = new Listing<ConfigKey>("")
            .text("KEY", "name", ConfigKey::name)
            .hidden("pid", ConfigKey::pid)
            .hidden("key", ConfigKey::key)
            .text("MEANS", "description", ConfigKey::description)
            .text("TYPE", "type", ConfigKey::type)
            .worded("DEFAULT", "default", ConfigKey::defaults, key -> said(key.defaults()))
            .worded("SET TO", "value", ConfigKey::values, key -> key.values()
                    .map(ConfigExplainCommand::said)
                    .orElse("not set, so the default counts"))
            .text("IN", "file", ConfigKey::file)
            .worded("A CHANGE", "applies", ConfigKey::applies, ConfigExplainCommand::counts)
            .shown("TO SET IT", ConfigExplainCommand::howTo);

    private static final Listing<ConfigKey> TABLE = new Listing<ConfigKey>("No bundle of Talaria can be configured.")
            .text("KEY", "name", ConfigKey::name)
            .shown("SET TO", key -> key.values().map(ConfigExplainCommand::said).orElse(""))
            .free()
            .shown("DEFAULT", key -> said(key.defaults()))
            .free()
            .shown("COUNTS", key -> key.applies().map(Applies::words).orElse("?"));

    @Argument(name = "key", description = "PID.key, or how it begins")
    @Completion(ConfigKeyCompleter.class)
    String key = "";

    @Reference(optional = true)
    @Nullable
    Configurations configurations;

    @Override
    Listing<ConfigKey> listing() {
        return CARD;
    }

    @Override
    List<ConfigKey> rows() throws CommandException {
        List<ConfigKey> all = here(configurations).keys();
        List<ConfigKey> exact =
                all.stream().filter(one -> one.name().equals(key)).toList();
        List<ConfigKey> found = exact.isEmpty()
                ? all.stream().filter(one -> one.name().startsWith(key)).toList()
                : exact;
        if (found.isEmpty()) {
            throw new CommandException("Nothing that can be configured begins with '" + Printable.exactly(key)
                    + "'. See config:explain without a name.");
        }
        return found;
    }

    @Override
    String shown(List<ConfigKey> keys, Instant now) {
        return keys.size() == 1 ? CARD.card(keys.get(0), now) : TABLE.table(keys, now, columns());
    }

    private static String said(List<String> values) {
        String text = Printable.exactly(String.join(", ", values));
        return text.isEmpty() ? "empty" : text;
    }

    private static String counts(ConfigKey key) {
        return key.applies()
                .map(when -> when == Applies.NOW ? "counts now" : "counts from the " + when.words())
                .orElse("counts from a time that the bundle does not tell");
    }

    private static String howTo(ConfigKey key) {
        return key.file().isEmpty()
                ? "config:property-set --pid " + key.pid() + " " + key.key() + " VALUE"
                : "edit that file";
    }
}
