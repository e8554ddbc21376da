package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.model.Container;
import java.util.Map;
import java.util.Objects;

/**
 * A container of ours.
 *
 * @param state as the daemon calls it: {@code running}, {@code exited}, {@code paused}, {@code created}, {@code dead}
 */
record Found(String id, String sandbox, String state, boolean persistent, InsideUser user, Traits traits) {
    static Found of(Container container) {
        Map<String, String> labels = Objects.requireNonNullElse(container.getLabels(), Map.of());
        return new Found(
                container.getId(),
                labels.getOrDefault(Labels.SANDBOX, ""),
                Objects.requireNonNullElse(container.getState(), ""),
                Boolean.parseBoolean(labels.get(Labels.PERSISTENT)),
                new InsideUser(labels.getOrDefault(Labels.USER, "")),
                Traits.parse(labels.getOrDefault(Labels.TRAITS, "")));
    }

    boolean isRunning() {
        return state.equals("running");
    }

    /** Whether it is beyond any use. */
    boolean isBroken() {
        return state.equals("dead") || state.equals("removing") || state.equals("created");
    }
}
