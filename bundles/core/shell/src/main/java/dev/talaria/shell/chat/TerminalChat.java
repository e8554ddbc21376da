package dev.talaria.shell.chat;

import dev.talaria.api.base.SessionKey;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.shell.AskOptions;
import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.console.RemoteTerminal;
import dev.talaria.shell.thread.ServerThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Puts a chat together for one terminal, and lasts as long as it does. */
final class TerminalChat {
    private static final int OK = 0;
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private final ChatServices services;
    private final AttachedClient client;
    private final SessionKey key;
    private final Wishes wishes;
    private final Palette palette;
    private final Path home;
    private final ChatConfig config;
    private final Waiting waiting = new Waiting();

    /** @param heard whether somebody hears the screen */
    TerminalChat(
            ChatServices services,
            AttachedClient client,
            AskOptions options,
            boolean heard,
            Path home,
            ChatConfig config) {
        this.services = services;
        this.client = client;
        this.key = new SessionKey(options.session());
        this.wishes = Wishes.of(options);
        this.palette = new Palette(client.coloured(), client.writesSigns(), heard);
        this.home = home;
        this.config = config;
    }

    int run() throws IOException {
        if (client.terminalType().startsWith("dumb")) {
            client.readEverything();
            LineScreen screen = new LineScreen(
                    client.output(),
                    palette.mark(),
                    client.columns() > 0 ? client.columns() : USUAL_COLUMNS,
                    client.rows() > 0 ? client.rows() : USUAL_ROWS);
            converse(screen, new LineKeyboard(client));
            return OK;
        }
        try (RemoteTerminal terminal = RemoteTerminal.open(client)) {
            ReaderKeyboard keyboard = new ReaderKeyboard(terminal, palette, home, config.historyLines());
            converse(new LiveScreen(terminal, keyboard.reader(), !palette.spoken()), keyboard);
        }
        return OK;
    }

    private void converse(ChatScreen screen, TypedInput keyboard) throws IOException {
        Opened opened = new Opened(palette);
        Optional<SessionSummary> session = services.sessions.find(key);
        String model = model(session);
        String sandbox = chosen(wishes.sandbox(), SessionSetting.SANDBOX, session);
        StatusLine status = new StatusLine(palette, model, sandbox, this::window);
        ChatView view = new ChatView(screen, palette, status, waiting, opened, System::nanoTime);
        view.thinkAloud(config.showThinking());
        view.lines(new Head(palette, services.sessions).lines(model, sandbox, session, view.columns()));
        // Before the reader draws anything: a line erased at the top of a screen stays in some terminals' scrollback.
        view.ready();
        Painter painter = new Painter(view);
        Chat chat = new Chat(
                services, painter, waiting, keyboard, opened, key, wishes, client.cwd(), client.cancellation());
        Thread paints = ServerThreads.start("talaria-chat-paints", painter);
        Thread turns = ServerThreads.start("talaria-chat-turns", chat::runTurns);
        try {
            keyboard.readAll(chat);
        } finally {
            chat.end(turns);
            painter.change(last -> last.hint("The session is kept. Go on with: talaria chat --continue"));
            painter.end();
            join(paints);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String model(Optional<SessionSummary> session) {
        try {
            return services.models
                    .choose(chosen(wishes.model(), SessionSetting.MODEL, session), true, client.cancellation())
                    .toString();
        } catch (TalariaException e) {
            return "no model"; // The first turn says why.
        }
    }

    private long window(ModelRef model) {
        return services.models.known(model).info().contextTokens().orElse(0L);
    }

    private static String chosen(String wished, SessionSetting setting, Optional<SessionSummary> session) {
        return wished.isEmpty()
                ? session.map(one -> one.settings().getOrDefault(setting.key(), ""))
                        .orElse("")
                : wished;
    }
}
