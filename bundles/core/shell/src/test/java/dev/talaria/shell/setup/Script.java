package dev.talaria.shell.setup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jline.reader.EndOfFileException;

/** A person who answers as a test says, in order, and leaves after that. */
final class Script implements Prompter {
    final List<String> said = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();

    Script(String... answers) {
        this.answers.addAll(List.of(answers));
    }

    /** Whether every answer was asked for. */
    boolean isOver() {
        return answers.isEmpty();
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public String ask(String question, String otherwise, List<String> candidates) {
        String answer = askSecret(question);
        return answer.isEmpty() ? otherwise : answer;
    }

    @Override
    public String askSecret(String question) {
        said.add(question);
        if (answers.isEmpty()) {
            throw new EndOfFileException();
        }
        return answers.remove();
    }
}
