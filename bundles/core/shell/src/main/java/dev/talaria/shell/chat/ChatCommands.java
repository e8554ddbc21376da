package dev.talaria.shell.chat;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.shell.thread.ServerThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of a chat: those of its own screen run at once, those of the registry on a thread, one at a time. */
final class ChatCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ChatCommands.class);

    private final Chat chat;
    private final ChatServices services;
    private final Painter painter;
    private final ScreenCommands local;
    private final AtomicReference<@Nullable CancellationSource> running = new AtomicReference<>();

    ChatCommands(Chat chat, ChatServices services, ScreenCommands local, Painter painter) {
        this.chat = chat;
        this.services = services;
        this.painter = painter;
        this.local = local;
    }

    ScreenCommands local() {
        return local;
    }

    /** @param message begins with a slash */
    void run(String message) {
        CommandCall call = call(message);
        List<CommandSpec> meant = CommandSpec.meant(call.name(), all());
        if (meant.size() == 1 && local.has(meant.get(0))) {
            local.run(meant.get(0), call);
            painter.change(ChatView::ready);
            return;
        }
        CancellationSource stop = new CancellationSource(chat.gone());
        if (!running.compareAndSet(null, stop)) {
            stop.close();
            painter.change(view -> view.hint("Another command still runs; Ctrl-C stops it."));
            return;
        }
        painter.change(view -> view.command(message));
        ServerThreads.start("talaria-chat-command", () -> run(message, call, stop));
    }

    private static CommandCall call(String message) {
        String[] parts = message.substring(1).split("\\s+", 2);
        return new CommandCall(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1] : "");
    }

    /** The screen's own first, so that they win. */
    private List<CommandSpec> all() {
        return Stream.concat(local.specs().stream(), services.commands.list().stream())
                .toList();
    }

    private void run(String message, CommandCall call, CancellationSource stop) {
        Map<String, String> before = settings();
        try (stop) {
            ChatConversation conversation = new ChatConversation(chat, services, painter, stop);
            String shown = services.commands.run(message, conversation);
            if (isHelp(call)) {
                shown += local.help();
            }
            String said = shown;
            painter.change(view -> view.show(said));
            forgetWishes(before, settings());
        } catch (CancellationException e) {
            painter.change(view -> view.hint("Stopped."));
        } catch (TalariaException e) {
            painter.change(view -> view.alarm(e.shown()));
        } catch (RuntimeException e) {
            LOG.error("The command {} failed", message, e);
            painter.change(view -> view.alarm("The command failed: " + e + "\nlogs/talaria.log has the details."));
        } finally {
            running.set(null);
            painter.change(ChatView::ready);
        }
    }

    private static boolean isHelp(CommandCall call) {
        return call.name().equals("help") && call.text().isBlank();
    }

    /** What a command has set for the session counts from now on. */
    private void forgetWishes(Map<String, String> before, Map<String, String> after) {
        for (SessionSetting setting : SessionSetting.values()) {
            if (!after.getOrDefault(setting.key(), "").equals(before.getOrDefault(setting.key(), ""))) {
                chat.wish(wishes -> wishes.without(setting));
            }
        }
    }

    private Map<String, String> settings() {
        try {
            return services.sessions
                    .find(chat.key())
                    .map(SessionSummary::settings)
                    .orElse(Map.of());
        } catch (TalariaException e) {
            return Map.of();
        }
    }

    /** Stops the command that runs. @return whether one did */
    boolean stop() {
        CancellationSource command = running.get();
        if (command == null) {
            return false;
        }
        command.cancel("Ctrl-C");
        return true;
    }

    /** What could stand at the end of a message that begins with a slash. */
    List<Suggestion> complete(String message) {
        CommandCall call = call(message);
        List<Suggestion> suggestions = new ArrayList<>();
        if (message.indexOf(' ') < 0) {
            local.specs().stream()
                    .filter(spec -> spec.name().startsWith(call.name()))
                    .forEach(spec -> suggestions.add(new Suggestion("/" + spec.name(), spec.summary())));
        } else {
            suggestions.addAll(local.complete(call));
        }
        try (CancellationSource quick = new CancellationSource()) {
            suggestions.addAll(
                    services.commands.complete(message, new ChatConversation(chat, services, painter, quick)));
        }
        return suggestions;
    }
}
