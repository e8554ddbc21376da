package dev.talaria.shell.chat;

import dev.talaria.shell.Ask;
import dev.talaria.shell.AskOptions;
import dev.talaria.shell.AskOptions.UsageException;
import dev.talaria.shell.attach.AttachedClient;
import java.io.IOException;

/** A chat without a terminal: each line that is piped in is a message. */
final class PipedChat {
    private static final int OK = 0;
    private static final int USAGE_ERROR = 2;

    private PipedChat() {}

    /** @return the exit code of the last turn */
    static int run(Ask ask, AskOptions options, AttachedClient client) throws IOException {
        client.readEverything();
        int code = OK;
        for (String line = client.readLine(); line != null; line = client.readLine()) {
            if (!line.isBlank() && !client.cancellation().isCancelled()) {
                code = turn(ask, options.withMessage(line.strip()), client);
            }
        }
        return code;
    }

    private static int turn(Ask ask, AskOptions options, AttachedClient client) {
        try {
            return ask.run(options, client);
        } catch (UsageException e) {
            client.error().println(e.getMessage());
            return USAGE_ERROR;
        }
    }
}
