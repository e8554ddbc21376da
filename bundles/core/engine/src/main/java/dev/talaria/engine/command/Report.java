package dev.talaria.engine.command;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what a script does. */
final class Report {
    private static final int MOST_EFFECTS = 2_000;

    private final String sandboxId;
    private final Set<Effect> effects = new LinkedHashSet<>();

    Report(String sandboxId) {
        this.sandboxId = sandboxId;
    }

    void add(EffectKind kind, Resource resource, Nature nature, String part) {
        if (effects.size() < MOST_EFFECTS || nature == Nature.RUINOUS) {
            effects.add(new Effect(kind, resource, nature, part));
        } else {
            effects.add(new Effect(EffectKind.EXECUTE, Resource.sandbox(sandboxId), Nature.UNPARSABLE, ""));
        }
    }

    void file(EffectKind kind, String path, boolean tree, Nature nature, String part) {
        add(kind, tree ? Resource.tree(sandboxId, path) : Resource.file(sandboxId, path), nature, part);
    }

    void execute(Nature nature, String part) {
        add(EffectKind.EXECUTE, Resource.sandbox(sandboxId), nature, part);
    }

    /** Takes over the worst of another report, of which nothing else is certain. */
    void addRuinous(Report other) {
        other.effects.stream()
                .filter(effect -> effect.nature() == Nature.RUINOUS)
                .forEach(effects::add);
    }

    Effects effects() {
        boolean reads = effects.stream()
                .allMatch(effect -> effect.kind() == EffectKind.READ && effect.nature() == Nature.ORDINARY);
        return new Effects(List.copyOf(effects), reads);
    }
}
