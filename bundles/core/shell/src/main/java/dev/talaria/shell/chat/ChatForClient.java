package dev.talaria.shell.chat;

import dev.talaria.api.base.TalariaException;
import dev.talaria.shell.Ask;
import dev.talaria.shell.AskOptions;
import dev.talaria.shell.AskOptions.UsageException;
import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** {@code talaria chat}: a conversation on the client's terminal; what is piped in is said line by line. */
@Component(service = ClientCommand.class, configurationPid = "dev.talaria.chat")
@Designate(ocd = ChatConfig.class)
public final class ChatForClient implements ClientCommand {
    private static final int USAGE_ERROR = 2;
    private static final String SCREEN_READER = "--screen-reader";
    private static final String BUSY = "--busy";
    private static final String USAGE =
            "Usage: talaria chat [--session NAME|ID|TITLE | --continue] [--model ENDPOINT/MODEL] [--sandbox NAME]"
                    + " [--approve ask|workspace|all] [--busy steer|queue|interrupt] [--screen-reader]";

    private final ChatServices services;
    private final Ask ask;
    private final Path home;
    private volatile ChatConfig config;

    @Activate
    public ChatForClient(
            @Reference ChatServices services, @Reference Ask ask, BundleContext context, ChatConfig config) {
        this.services = services;
        this.ask = ask;
        this.home = Path.of(context.getProperty("karaf.base"));
        this.config = config;
    }

    @Modified
    void configure(ChatConfig changed) {
        config = changed;
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public int run(AttachedClient client) throws IOException {
        List<String> words = new ArrayList<>(client.arguments());
        boolean heard = words.remove(SCREEN_READER) || config.screenReader();
        if (!words.contains(BUSY)) {
            words.addAll(0, List.of(BUSY, config.whileBusy()));
        }
        AskOptions options;
        try {
            options = ask.settled(options(words));
        } catch (UsageException e) {
            client.error().println(e.reason() + "\n" + USAGE);
            return USAGE_ERROR;
        } catch (TalariaException e) {
            client.error().println(e.shown());
            return USAGE_ERROR;
        }
        if (!client.inputIsTerminal()) {
            return PipedChat.run(ask, options, client);
        }
        return new TerminalChat(services, client, options, heard, home, config).run();
    }

    private static AskOptions options(List<String> words) throws UsageException {
        AskOptions options = AskOptions.read(words);
        if (!options.message().isEmpty() || options.json() || !options.attach().isEmpty()) {
            throw new UsageException("chat takes no message, no --json and no --attach; say it at its prompt.");
        }
        return options;
    }
}
