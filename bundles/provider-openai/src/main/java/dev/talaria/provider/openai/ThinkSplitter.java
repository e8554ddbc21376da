package dev.talaria.provider.openai;

import java.util.function.Consumer;

/**
 * Parts a text that begins with {@code <think>…</think>} into reasoning and text. Servers without a parser for their
 * model's reasoning send it so. Only at the very beginning: later the tag is the model's own text.
 */
final class ThinkSplitter {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private final Consumer<String> text;
    private final Consumer<String> reasoning;
    private final StringBuilder pending = new StringBuilder();
    private State state = State.BEGINNING;

    ThinkSplitter(Consumer<String> text, Consumer<String> reasoning) {
        this.text = text;
        this.reasoning = reasoning;
    }

    void accept(String delta) {
        if (state == State.SPEAKING) {
            emit(text, delta);
            return;
        }
        pending.append(delta);
        if (state == State.BEGINNING) {
            begin();
        }
        if (state == State.THINKING) {
            think();
        }
        if (state == State.BETWEEN) {
            speak();
        }
    }

    /** Nothing more comes: lets go of what waited to become a tag. */
    void finish() {
        emit(state == State.THINKING ? reasoning : text, take(pending.length()));
        state = State.SPEAKING;
    }

    private void begin() {
        String start = pending.toString().stripLeading();
        if (start.startsWith(OPEN)) {
            take(pending.length() - start.length() + OPEN.length());
            state = State.THINKING;
        } else if (!OPEN.startsWith(start)) {
            state = State.SPEAKING;
            emit(text, take(pending.length()));
        }
    }

    private void think() {
        int close = pending.indexOf(CLOSE);
        if (close >= 0) {
            emit(reasoning, take(close));
            take(CLOSE.length());
            state = State.BETWEEN;
            return;
        }
        int sure = pending.length();
        for (int length = Math.min(sure, CLOSE.length() - 1); length > 0; length--) {
            if (CLOSE.startsWith(pending.substring(sure - length))) {
                sure -= length;
                break;
            }
        }
        emit(reasoning, take(sure));
    }

    private void speak() {
        String start = pending.toString().stripLeading();
        if (!start.isEmpty()) {
            take(pending.length());
            state = State.SPEAKING;
            emit(text, start);
        }
    }

    private String take(int length) {
        String taken = pending.substring(0, length);
        pending.delete(0, length);
        return taken;
    }

    private static void emit(Consumer<String> to, String part) {
        if (!part.isEmpty()) {
            to.accept(part);
        }
    }

    private enum State {
        BEGINNING,
        THINKING,
        /** After the reasoning, before the first character that is no white space. */
        BETWEEN,
        SPEAKING
    }
}
