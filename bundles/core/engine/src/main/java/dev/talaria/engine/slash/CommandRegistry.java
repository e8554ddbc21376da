package dev.talaria.engine.slash;

import dev.talaria.api.base.TalariaException;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Access;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.SlashCommands;
import dev.talaria.api.command.Suggestion;
import dev.talaria.engine.text.NearestName;
import dev.talaria.spi.command.SlashCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slash commands that are here. A change swaps one immutable snapshot. A command runs on its caller's thread, so that
 * nothing of it is held here when its bundle goes.
 */
@Component(service = SlashCommands.class)
public final class CommandRegistry implements SlashCommands {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRegistry.class);
    private static final Pattern COMMAND = Pattern.compile("/[A-Za-z][A-Za-z0-9-]*(?:\\s.*)?", Pattern.DOTALL);
    private static final Comparator<Registered> BY_RANK =
            Comparator.comparingInt(Registered::ranking).reversed().thenComparingLong(Registered::age);

    /** The higher ranking wins, then the older service. */
    private record Registered(int ranking, long age, SlashCommand command, CommandSpec spec, String bundle) {}

    private final Map<Object, Registered> registered = new HashMap<>();
    private final AtomicLong embedded = new AtomicLong();
    private volatile List<Registered> commands = List.of();

    @Activate
    public CommandRegistry() {
        add(new HelpCommand(this::list));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCommand(SlashCommand command, ServiceReference<SlashCommand> reference) {
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        add(reference, ranking, (Long) reference.getProperty(Constants.SERVICE_ID), command, reference.getBundle());
    }

    void unbindCommand(ServiceReference<SlashCommand> reference) {
        remove(reference);
    }

    /** For embedding without OSGi. */
    public void add(SlashCommand command) {
        add(command, 0, embedded.incrementAndGet(), command, null);
    }

    /** Takes away what was added with this key. */
    void remove(Object key) {
        synchronized (registered) {
            registered.remove(key);
            rebuild();
        }
    }

    private void add(Object key, int ranking, long age, SlashCommand command, @Nullable Bundle from) {
        String bundle = from == null ? "no bundle" : from.getSymbolicName() + " " + from.getVersion();
        try {
            CommandSpec spec = command.spec();
            synchronized (registered) {
                registered.put(key, new Registered(ranking, age, command, spec, bundle));
                rebuild();
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "A slash command of {} is left out, since its specification is not valid: {}",
                    bundle,
                    e.toString());
        }
    }

    private void rebuild() {
        Map<String, Registered> byName = new HashMap<>();
        registered.values().stream().sorted(BY_RANK).forEach(one -> {
            Registered winner = byName.putIfAbsent(one.spec().name(), one);
            if (winner != null) {
                LOG.warn(
                        "The command /{} of {} is left out: the name is taken by {}, which has a higher service ranking"
                                + " or is older",
                        one.spec().name(),
                        one.bundle(),
                        winner.bundle());
            }
        });
        commands = byName.values().stream()
                .sorted(Comparator.comparing((Registered one) -> one.spec().group())
                        .thenComparing(one -> one.spec().name()))
                .toList();
    }

    @Override
    public List<CommandSpec> list() {
        return commands.stream().map(Registered::spec).toList();
    }

    @Override
    public boolean isCommand(String message) {
        return COMMAND.matcher(message).matches();
    }

    @Override
    public String run(String message, Conversation conversation) {
        CommandCall call = call(message);
        Registered meant = meant(call.name());
        if (meant.spec().access() == Access.OWNER && !conversation.owner()) {
            throw new CommandException(
                    Code.NOT_ALLOWED,
                    "/" + meant.spec().name() + " is for the owner of this Talaria.",
                    "Ask the owner, or see /help for what you may say.");
        }
        try {
            return meant.command().run(call, conversation);
        } catch (TalariaException | CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The command /{} of {} failed", meant.spec().name(), meant.bundle(), e);
            throw new CommandException(
                    Code.BROKEN,
                    "/" + meant.spec().name() + " failed (" + e + "); it is of the bundle " + meant.bundle() + ".",
                    "logs/talaria.log has the details for its author.",
                    e);
        }
    }

    private static CommandCall call(String message) {
        String[] parts = message.substring(1).split("\\s+", 2);
        return new CommandCall(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1] : "");
    }

    private Registered meant(String name) {
        List<Registered> known = commands;
        List<CommandSpec> specs = known.stream().map(Registered::spec).toList();
        List<CommandSpec> meant = CommandSpec.meant(name, specs);
        if (meant.size() == 1) {
            return known.get(specs.indexOf(meant.get(0)));
        } else if (meant.isEmpty()) {
            throw new CommandException(
                    Code.UNKNOWN,
                    "There is no command /" + name + ".",
                    NearestName.of(name, specs.stream().map(CommandSpec::name).toList())
                                    .map(nearest -> "Did you mean /" + nearest + "? ")
                                    .orElse("")
                            + "/help lists them.");
        }
        throw new CommandException(
                Code.AMBIGUOUS,
                "/" + name + " may mean "
                        + String.join(
                                ", ",
                                meant.stream().map(spec -> "/" + spec.name()).toList())
                        + ".",
                "Type more of it.");
    }

    @Override
    public List<Suggestion> complete(String message, Conversation conversation) {
        CommandCall call = call(message + (message.equals("/") ? " " : ""));
        if (message.chars().noneMatch(Character::isWhitespace)) {
            return commands.stream()
                    .map(Registered::spec)
                    .filter(spec -> spec.access() == Access.EVERYBODY || conversation.owner())
                    .flatMap(spec -> names(spec, call.name()))
                    .toList();
        }
        List<Suggestion> suggestions = new ArrayList<>();
        try {
            suggestions.addAll(meant(call.name()).command().complete(call, conversation));
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("Nothing completes {}", message, e);
        }
        return suggestions;
    }

    private static Stream<Suggestion> names(CommandSpec spec, String begun) {
        return Stream.concat(Stream.of(spec.name()), spec.aliases().stream())
                .filter(name -> name.startsWith(begun))
                .limit(1)
                .map(name -> new Suggestion("/" + name, spec.summary()));
    }
}
