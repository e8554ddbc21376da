package dev.talaria.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The process's own three streams. {@code System.out} belongs to whatever console is attached; the descriptors are the
 * process's.
 */
final class ProcessTerminal implements AskTerminal {
    private final PrintStream answer = stream(FileDescriptor.out);
    private final PrintStream notes = stream(FileDescriptor.err);
    private final InputStream input = new FileInputStream(FileDescriptor.in);
    // On 17 there is a console only if standard input and output both are a terminal.
    private final boolean person = System.console() != null;

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream answer() {
        return answer;
    }

    @Override
    public PrintStream notes() {
        return notes;
    }

    @Override
    public boolean attended() {
        return person;
    }

    @Override
    public boolean coloured() {
        String term = System.getenv("TERM");
        return person && System.getenv("NO_COLOR") == null && term != null && !term.equals("dumb");
    }

    @Override
    public @Nullable String readLine(String prompt) {
        notes.print(prompt);
        notes.flush();
        StringBuilder line = new StringBuilder();
        try {
            // Byte by byte: what was typed beyond this line is not ours to take.
            for (int read = input.read(); read != '\n'; read = input.read()) {
                if (read < 0) {
                    return line.isEmpty() ? null : line.toString();
                }
                line.append((char) read);
            }
        } catch (IOException e) {
            return null;
        }
        return line.toString();
    }
}
