package dev.talaria.shell;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.TalariaException;
import dev.talaria.shell.AskOptions.UsageException;
import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import dev.talaria.shell.console.RemoteTerminal;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code talaria chat}: one turn after the other in one session, until Ctrl-D. */
@Component(service = ClientCommand.class)
public final class ChatForClient implements ClientCommand {
    private static final int OK = 0;
    private static final int USAGE_ERROR = 2;
    private static final String PROMPT = "› ";

    private final Ask ask;

    @Activate
    public ChatForClient(@Reference Ask ask) {
        this.ask = ask;
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public int run(AttachedClient client) throws IOException {
        AskOptions options;
        try {
            options = ask.settled(options(client.arguments()));
        } catch (UsageException e) {
            client.error().println(e.getMessage());
            return USAGE_ERROR;
        } catch (TalariaException e) {
            client.error().println(e.shown());
            return USAGE_ERROR;
        }
        if (!client.inputIsTerminal()) {
            return answerLines(client, options);
        }
        try (RemoteTerminal terminal = RemoteTerminal.open(client)) {
            converse(client, terminal, options);
        }
        return OK;
    }

    /** Each line that is piped in is a message. @return the exit code of the last turn */
    private int answerLines(AttachedClient client, AskOptions options) throws IOException {
        client.readEverything();
        ClientTerminal screen = new ClientTerminal(client);
        int code = OK;
        for (String line = client.readLine(); line != null; line = client.readLine()) {
            if (!line.isBlank() && !client.cancellation().isCancelled()) {
                code = turn(client, screen, options.withMessage(line.strip()), client.cancellation());
            }
        }
        return code;
    }

    private static AskOptions options(List<String> words) throws UsageException {
        AskOptions options = AskOptions.read(words);
        if (!options.message().isEmpty() || options.json() || !options.attach().isEmpty()) {
            throw new UsageException("chat takes no message, no --json and no --attach; say it at its prompt.");
        }
        return options.session().isEmpty() ? options.withSession("chat-" + UUID.randomUUID()) : options;
    }

    private void converse(AttachedClient client, RemoteTerminal terminal, AskOptions options) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("talaria")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        ChatTerminal screen = new ChatTerminal(reader, client);
        while (!client.cancellation().isCancelled()) {
            try {
                String line = reader.readLine(PROMPT);
                if (!line.isBlank()) {
                    turn(client, terminal, screen, options.withMessage(line.strip()));
                }
            } catch (UserInterruptException e) {
                screen.notes().println("Ctrl-D ends the chat.");
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    private void turn(AttachedClient client, RemoteTerminal terminal, ChatTerminal screen, AskOptions options) {
        try (CancellationSource turn = new CancellationSource(client.cancellation())) {
            SignalHandler before = terminal.handle(Signal.INT, signal -> turn.cancel("Ctrl-C"));
            try {
                turn(client, screen, options, turn);
            } finally {
                terminal.handle(Signal.INT, before);
            }
        }
    }

    private int turn(AttachedClient client, AskTerminal screen, AskOptions options, CancellationSource turn) {
        try {
            return ask.run(options, screen, client.cwd(), List.of(), turn);
        } catch (UsageException e) {
            screen.notes().println(e.getMessage());
            return USAGE_ERROR;
        }
    }
}
