package dev.talaria.shell;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** A Karaf shell session; answer and notes share its console. */
final class KarafTerminal implements AskTerminal {
    private final Session session;

    KarafTerminal(Session session) {
        this.session = session;
    }

    @Override
    public PrintStream answer() {
        return session.getConsole();
    }

    @Override
    public PrintStream notes() {
        return session.getConsole();
    }

    /** A script has no terminal. */
    @Override
    public boolean attended() {
        return session.getTerminal() != null;
    }

    @Override
    public boolean coloured() {
        return attended() && session.getTerminal().isAnsiSupported();
    }

    @Override
    public @Nullable String readLine(String prompt) {
        try {
            return session.readLine(prompt, null);
        } catch (IOException e) {
            return null;
        }
    }
}
