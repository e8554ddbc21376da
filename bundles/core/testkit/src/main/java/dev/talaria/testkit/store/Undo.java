package dev.talaria.testkit.store;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a batch has changed so far, backwards. */
final class Undo {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    void by(Runnable step) {
        steps.push(step);
    }

    void all() {
        steps.forEach(Runnable::run);
    }
}
