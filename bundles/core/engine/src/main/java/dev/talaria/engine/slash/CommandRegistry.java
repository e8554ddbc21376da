package dev.talaria.engine.slash;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.SlashCommands;
import dev.talaria.api.command.Suggestion;
import dev.talaria.engine.service.BundleName;
import dev.talaria.engine.service.Ranked;
import dev.talaria.spi.command.SlashCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The slash commands that are here. A change swaps one immutable table; readers never wait. */
@Component(service = {SlashCommands.class, CommandRegistry.class})
public final class CommandRegistry implements SlashCommands {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRegistry.class);
    /** SCR gives up on an unbind after 5 s; a command gets less. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Map<Object, Ranked<CommandHandle>> registered = new HashMap<>();
    private final AtomicLong embedded = new AtomicLong();
    private volatile CommandTable table = CommandTable.EMPTY;

    @Activate
    public CommandRegistry() {
        add(new HelpCommand(this::list), "dev.talaria.engine", 0);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCommand(SlashCommand command, ServiceReference<SlashCommand> reference) {
        String bundle = BundleName.of(reference.getBundle());
        add(reference, command, bundle, handle -> Ranked.of(reference, handle));
    }

    void unbindCommand(ServiceReference<SlashCommand> reference) {
        remove(reference, DRAIN);
    }

    /** For embedding without OSGi. */
    public void add(SlashCommand command, String bundle, int ranking) {
        add(command, command, bundle, handle -> new Ranked<>(ranking, embedded.incrementAndGet(), handle));
    }

    private void add(
            Object key, SlashCommand command, String bundle, Function<CommandHandle, Ranked<CommandHandle>> rank) {
        CommandHandle handle;
        try {
            handle = new CommandHandle(command, bundle);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A slash command of {} is left out, since it cannot say what it is: {}", bundle, e.toString());
            return;
        }
        synchronized (registered) {
            registered.put(key, rank.apply(handle));
            rebuild();
        }
        LOG.debug("The command /{} is here ({})", handle.spec().name(), bundle);
    }

    /** For embedding without OSGi. Calls that run get the time that is given. */
    public void remove(Object key, Duration patience) {
        Ranked<CommandHandle> gone;
        synchronized (registered) {
            gone = registered.remove(key);
            rebuild();
        }
        if (gone != null) {
            gone.value().drain(patience);
            LOG.debug(
                    "The command /{} is gone ({})",
                    gone.value().spec().name(),
                    gone.value().bundle());
        }
    }

    private void rebuild() {
        CommandTable before = table;
        table = CommandTable.of(Ranked.inOrder(registered.values()));
        table.clashes().stream()
                .filter(clash -> !before.clashes().contains(clash))
                .forEach(clash -> LOG.warn("{}, which has a higher service ranking or is older", clash));
    }

    /** Who lost a name or an alias to whom, one sentence each without its full stop. */
    List<String> clashes() {
        return table.clashes();
    }

    @Override
    public List<CommandSpec> list() {
        return table.specs();
    }

    @Override
    public boolean isCommand(String message) {
        return Said.typed(message).isPresent();
    }

    @Override
    public String run(String message, Conversation conversation) {
        CommandCall call = Said.whole(message)
                .orElseThrow(() ->
                        new CommandException(Code.UNKNOWN, "This is no command: " + message, "/help lists them."));
        CommandTable now = table;
        CommandSpec spec = meant(call.name(), now, conversation);
        return handle(now, spec).run(call, conversation);
    }

    private static CommandHandle handle(CommandTable now, CommandSpec spec) {
        return Objects.requireNonNull(now.handles().get(spec.name()), "each command of a table has a handle");
    }

    private static CommandSpec meant(String word, CommandTable now, Conversation conversation) {
        Optional<CommandSpec> exact =
                now.specs().stream().filter(spec -> spec.isCalled(word)).findFirst();
        if (exact.isPresent()) {
            if (!CommandTable.mayBeSaid(exact.get(), conversation)) {
                throw new CommandException(
                        Code.NOT_ALLOWED,
                        "/" + exact.get().name() + " is for the owner of this Talaria.",
                        "Ask the owner, or see /help for what you may say.");
            }
            return exact.get();
        }
        List<CommandSpec> allowed = allowed(now, conversation);
        List<CommandSpec> beginning = CommandSpec.meant(word, allowed);
        if (beginning.isEmpty()) {
            throw CommandTable.unknown(word, allowed);
        } else if (beginning.size() > 1) {
            String names = beginning.stream().map(spec -> "/" + spec.name()).collect(Collectors.joining(", "));
            throw new CommandException(Code.AMBIGUOUS, "/" + word + " may mean " + names + ".", "Type more of it.");
        }
        return beginning.get(0);
    }

    private static List<CommandSpec> allowed(CommandTable now, Conversation conversation) {
        return now.specs().stream()
                .filter(spec -> CommandTable.mayBeSaid(spec, conversation))
                .toList();
    }

    @Override
    public List<Suggestion> complete(String message, Conversation conversation) {
        CommandTable now = table;
        String word = Said.lastWord(message);
        List<CommandSpec> allowed = allowed(now, conversation);
        if (word.length() == message.length()) {
            return beginning(word, allowed.stream().flatMap(spec -> named(spec, word)));
        }
        Optional<CommandCall> call = Said.typed(message);
        List<CommandSpec> meant =
                call.map(typed -> CommandSpec.meant(typed.name(), allowed)).orElse(List.of());
        return meant.size() == 1
                ? beginning(word, handle(now, meant.get(0)).complete(call.get(), conversation).stream())
                : List.of();
    }

    /** Its name; its aliases too where the name does not begin so. */
    private static Stream<Suggestion> named(CommandSpec spec, String word) {
        Stream<String> names = ("/" + spec.name()).startsWith(word.toLowerCase(Locale.ROOT))
                ? Stream.of(spec.name())
                : spec.aliases().stream();
        return names.map(name -> new Suggestion("/" + name, spec.summary()));
    }

    private static List<Suggestion> beginning(String word, Stream<Suggestion> all) {
        return all.filter(one -> one.value().regionMatches(true, 0, word, 0, word.length()))
                .toList();
    }
}
