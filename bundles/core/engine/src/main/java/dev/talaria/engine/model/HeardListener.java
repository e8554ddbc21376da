package dev.talaria.engine.model;

import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ModelRef;

/** Passes a reply on and knows how much of it there was. */
final class HeardListener implements ChatListener {
    private final ChatListener next;
    private long bytes;

    HeardListener(ChatListener next) {
        this.next = next;
    }

    /** About, in UTF-8. */
    long bytes() {
        return bytes;
    }

    @Override
    public void onText(String delta) {
        bytes += delta.length();
        next.onText(delta);
    }

    @Override
    public void onReasoning(String delta) {
        bytes += delta.length();
        next.onReasoning(delta);
    }

    @Override
    public void onRetry(String why) {
        next.onRetry(why);
    }

    @Override
    public void onAsking(ModelRef model) {
        next.onAsking(model);
    }
}
