package dev.talaria.engine.approval;

import dev.talaria.api.approval.Decision;
import dev.talaria.api.approval.Decision.Verdict;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectClass;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The one gate. A first, strict policy: reading files is allowed, apart from secrets; whatever else has an effect is
 * asked; Talaria's own state is out of reach whoever asks.
 */
public final class Gate {
    private final Floor floor;
    private final SecretPaths secrets;

    public Gate(Floor floor, SecretPaths secrets) {
        this.floor = floor;
        this.secrets = secrets;
    }

    /** The strictest decision over all effects. */
    public Decision judge(Effects effects) {
        Decision worst = new Decision(Decision.Verdict.ALLOW, EffectClass.READ, Decision.TABLE, "");
        for (Effect effect : effects.list()) {
            Decision decision = judge(effect);
            if (decision.verdict().compareTo(worst.verdict()) > 0) {
                worst = decision;
            }
        }
        return worst;
    }

    private Decision judge(Effect effect) {
        Resource resource = effect.resource();
        if (resource.isFile() && !isPath(resource.path())) {
            return new Decision(
                    Decision.Verdict.DENY,
                    EffectClass.FLOOR,
                    Decision.FLOOR,
                    "'" + resource.path().replace('\0', '\uFFFD') + "' cannot be the name of a file");
        }
        if (resource.isFile()) {
            Decision bottom = floor.judge(resource);
            if (bottom.verdict() != Verdict.ALLOW) {
                return bottom;
            }
        }
        if (effect.kind() != EffectKind.READ) {
            return new Decision(
                    Decision.Verdict.ASK,
                    EffectClass.WRITE_OUTSIDE,
                    Decision.TABLE,
                    "it wants to " + verb(effect.kind()) + " " + resource);
        }
        if (!resource.isFile()) {
            return new Decision(
                    Decision.Verdict.ASK, EffectClass.WRITE_OUTSIDE, Decision.TABLE, "it wants to read " + resource);
        }
        return secrets.mayHold(resource)
                ? new Decision(
                        Decision.Verdict.ASK,
                        EffectClass.WRITE_OUTSIDE,
                        Decision.TABLE,
                        "it wants to read " + resource.path() + ", where secrets may be")
                : new Decision(Decision.Verdict.ALLOW, EffectClass.READ, Decision.TABLE, "");
    }

    /** Judging works on paths of this host; a sandbox of another kind names its files alike. */
    private static boolean isPath(String text) {
        try {
            return Path.of(text).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String verb(EffectKind kind) {
        return switch (kind) {
            case READ -> "read";
            case WRITE -> "change";
            case EXECUTE -> "run a program in";
            case NETWORK -> "talk to";
            case MESSAGE -> "send a message to";
            case SPEND -> "spend money on";
            case DELEGATE -> "start an agent for";
            case CONFIGURE -> "change Talaria's";
        };
    }
}
