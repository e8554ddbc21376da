package dev.talaria.testkit.tool;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.tool.CommandEffects;
import dev.talaria.api.tool.ToolCall;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every command for one that does the same. Thread-safe. */
public final class FakeCommandEffects implements CommandEffects {
    private volatile Effects effects;
    private final List<ToolCall> asked = new CopyOnWriteArrayList<>();

    public FakeCommandEffects(Effects effects) {
        this.effects = effects;
    }

    /** What commands do from now on. */
    public void now(Effects value) {
        effects = value;
    }

    /** Every call that was judged, the oldest first. */
    public List<ToolCall> asked() {
        return asked;
    }

    @Override
    public Effects of(ToolCall call) {
        asked.add(call);
        return effects;
    }
}
