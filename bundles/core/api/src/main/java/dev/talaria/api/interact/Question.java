package dev.talaria.api.interact;

import java.time.Duration;
import java.util.List;

/**
 * What a person is asked.
 *
 * @param title one line: what is wanted
 * @param content exactly what the answer is about, shown whole; an answer is bound to these bytes
 * @param choices the answers that can be given, the safe one last
 * @param expiry after it, nobody answered
 */
public record Question(String title, String content, List<Choice> choices, Duration expiry) {
    public Question {
        choices = List.copyOf(choices);
    }

    /**
     * @param id what is answered
     * @param label for people to read
     */
    public record Choice(String id, String label) {}
}
