package dev.talaria.shell.chat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** JLine's {@code less}, for what is longer than the screen. */
final class Pager {
    private Pager() {}

    /** Shows the lines until the person leaves with {@code q}. Only on the thread that reads the terminal. */
    static void show(Terminal terminal, String title, List<AttributedString> lines) throws IOException {
        String text = lines.stream().map(line -> line.toAnsi(terminal)).collect(Collectors.joining("\n", "", "\n"));
        Less less = new Less(terminal, Path.of("/"));
        less.quiet = true;
        try {
            less.run(new Source.InputStreamSource(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), true, title));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
