package dev.talaria.testkit.model;

import dev.talaria.api.model.ChatListener;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it hears, in order. */
public final class RecordingListener implements ChatListener {
    private final List<String> text = new ArrayList<>();
    private final List<String> reasoning = new ArrayList<>();

    @Override
    public synchronized void onText(String delta) {
        text.add(delta);
    }

    @Override
    public synchronized void onReasoning(String delta) {
        reasoning.add(delta);
    }

    public synchronized List<String> text() {
        return List.copyOf(text);
    }

    public synchronized List<String> reasoning() {
        return List.copyOf(reasoning);
    }
}
