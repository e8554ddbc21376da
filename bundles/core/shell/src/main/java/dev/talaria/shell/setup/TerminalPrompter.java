package dev.talaria.shell.setup;

import dev.talaria.shell.text.TextLines;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStyle;

/** Asks at a terminal. */
final class TerminalPrompter implements Prompter {
    private static final char UNSEEN = 0;
    private static final int USUAL_COLUMNS = 79;

    private final Terminal terminal;
    private List<String> candidates = List.of();

    TerminalPrompter(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void say(String line) {
        int columns = terminal.getWidth() > 0 ? terminal.getWidth() - 1 : USUAL_COLUMNS;
        if (line.isEmpty()) {
            terminal.writer().println();
        }
        TextLines.of(line, AttributedStyle.DEFAULT, columns)
                .forEach(part -> terminal.writer().println(part));
        terminal.flush();
    }

    @Override
    public String ask(String question, String otherwise, List<String> values) {
        candidates = values;
        String answer = reader().readLine(question + (otherwise.isEmpty() ? ": " : " [" + otherwise + "]: "))
                .strip();
        return answer.isEmpty() ? otherwise : answer;
    }

    @Override
    public String askSecret(String question) {
        candidates = List.of();
        return reader().readLine(question + ": ", UNSEEN).strip();
    }

    /** A new one for each question: no answer is another one's history. */
    private LineReader reader() {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.DISABLE_HISTORY, true)
                .completer((reader, line, found) -> candidates.forEach(value -> found.add(new Candidate(value))))
                .build();
    }
}
