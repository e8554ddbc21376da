package dev.talaria.shell;

import dev.talaria.shell.attach.AttachedClient;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jspecify.annotations.Nullable;

/** A terminal whose lines are edited; answer and notes share it. */
final class ChatTerminal implements AskTerminal {
    private final LineReader reader;
    private final AttachedClient client;
    private final PrintStream stream;

    ChatTerminal(LineReader reader, AttachedClient client) {
        this.reader = reader;
        this.client = client;
        this.stream = new PrintStream(reader.getTerminal().output(), true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream answer() {
        return stream;
    }

    @Override
    public PrintStream notes() {
        return stream;
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
        try {
            return reader.readLine(prompt);
        } catch (UserInterruptException | EndOfFileException e) {
            return null;
        }
    }
}
