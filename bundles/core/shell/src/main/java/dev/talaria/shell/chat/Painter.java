package dev.talaria.shell.chat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the view and draws it, at most thirty times a second, whatever comes. Whoever has something
 * to show gives it here and goes on.
 */
final class Painter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Painter.class);
    private static final long FRAME_MS = 33;
    private static final long CLOCK_MS = 1_000;

    private final ChatView view;
    private final LinkedBlockingQueue<Consumer<ChatView>> changes = new LinkedBlockingQueue<>();
    private volatile boolean ended;

    Painter(ChatView view) {
        this.view = view;
    }

    void change(Consumer<ChatView> change) {
        changes.add(change);
    }

    /** The last changes are drawn, then {@link #run} returns. */
    void end() {
        changes.add(last -> ended = true);
    }

    @Override
    public void run() {
        try {
            while (!ended || !changes.isEmpty()) {
                Consumer<ChatView> first = view.busy() ? changes.poll(CLOCK_MS, TimeUnit.MILLISECONDS) : changes.take();
                if (first != null) {
                    apply(first);
                }
                applyWhatWaits();
                view.paint();
                TimeUnit.MILLISECONDS.sleep(FRAME_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As long as a frame lasts, so that what comes without a pause is drawn too. */
    private void applyWhatWaits() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FRAME_MS);
        for (Consumer<ChatView> next = changes.poll(); next != null; next = changes.poll()) {
            apply(next);
            if (System.nanoTime() > until) {
                return;
            }
        }
    }

    /** A change that fails must not end the chat: the conversation itself is not in it. */
    private void apply(Consumer<ChatView> change) {
        try {
            change.accept(view);
        } catch (RuntimeException e) {
            LOG.error("The chat cannot show something", e);
        }
    }
}
