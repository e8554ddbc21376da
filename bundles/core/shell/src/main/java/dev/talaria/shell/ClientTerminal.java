package dev.talaria.shell;

import dev.talaria.shell.attach.AttachedClient;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** The three streams of an attached client. */
final class ClientTerminal implements AskTerminal {
    private final AttachedClient client;

    ClientTerminal(AttachedClient client) {
        this.client = client;
    }

    @Override
    public PrintStream answer() {
        return client.output();
    }

    @Override
    public PrintStream notes() {
        return client.error();
    }

    @Override
    public boolean attended() {
        return client.attended();
    }

    @Override
    public boolean coloured() {
        return client.coloured();
    }

    @Override
    public @Nullable String readLine(String prompt) {
        client.error().print(prompt);
        client.error().flush();
        try {
            return client.readLine();
        } catch (IOException e) {
            return null;
        }
    }
}
