package dev.talaria.shell;

import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Blob;
import dev.talaria.shell.AskOptions.UsageException;
import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code talaria ask}: one turn in the client's directory. What is piped into it goes with the message. */
@Component(service = ClientCommand.class)
public final class AskForClient implements ClientCommand {
    private static final int USAGE_ERROR = 2;
    private static final int MOST_INPUT_BYTES = 20 << 20;

    private final Ask ask;

    @Activate
    public AskForClient(@Reference Ask ask) {
        this.ask = ask;
    }

    @Override
    public String name() {
        return "ask";
    }

    @Override
    public int run(AttachedClient client) throws IOException {
        try {
            AskOptions options = AskOptions.parse(client.arguments());
            List<Attachment> given = client.inputIsTerminal() ? List.of() : standardInput(client);
            return ask.run(options, new ClientTerminal(client), client.cwd(), given, client.cancellation());
        } catch (UsageException e) {
            client.error().println(e.getMessage());
            return USAGE_ERROR;
        }
    }

    private static List<Attachment> standardInput(AttachedClient client) throws IOException, UsageException {
        client.readEverything();
        byte[] bytes = client.input().readNBytes(MOST_INPUT_BYTES + 1);
        if (bytes.length > MOST_INPUT_BYTES) {
            throw new UsageException("Standard input has more than " + MOST_INPUT_BYTES
                    + " bytes; that much cannot be attached. Save it as a file and name its path in the message.");
        }
        return bytes.length == 0
                ? List.of()
                : List.of(new Attachment("stdin", AttachedFile.mediaType(bytes), Blob.of(bytes)));
    }
}
