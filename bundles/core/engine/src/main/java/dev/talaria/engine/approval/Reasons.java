package dev.talaria.engine.approval;

import dev.talaria.api.approval.Decision;
import dev.talaria.api.approval.Decision.Verdict;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectClass;

/** Says why, in words that follow “it”. */
final class Reasons {
    private Reasons() {}

    static String of(Effect effect, EffectClass found) {
        return words(effect, found) + (effect.part().isEmpty() ? "" : ": " + effect.part());
    }

    private static String words(Effect effect, EffectClass found) {
        String what = effect.resource().isFile()
                ? effect.resource().path()
                : effect.resource().value();
        return switch (found) {
            case READ -> "it reads " + what;
            case READ_SECRET -> "it reads " + what + ", where secrets may be";
            case WRITE_WORKSPACE -> "it changes " + what;
            case WRITE_OUTSIDE -> "it changes " + what + ", outside the workspace";
            case RUN_WORKSPACE_CODE -> "it runs code of the workspace";
            case RUN_UNKNOWN -> "it runs a program of which nothing is known";
            case NETWORK -> "it talks to " + what;
            case DELEGATE -> "it starts an agent";
            case MESSAGE -> "it sends a message to " + what;
            case SPEND -> "it spends money";
            case CONFIGURE -> "it changes Talaria's configuration";
            case PRIVILEGED ->
                effect.resource().isFile()
                        ? "it changes " + what + ", which decides what runs or who gets in"
                        : "it wants higher rights, or acts on the machine itself";
            case DESTRUCTIVE -> "it removes or overwrites " + what;
            case UNPARSABLE -> "it cannot be understood, so it may do anything";
            case FLOOR ->
                effect.resource().isFile()
                        ? what + " belongs to Talaria itself, or it would destroy the host; no tool may touch it"
                        : "it would destroy the host";
        };
    }

    static Decision noPath(Effect effect) {
        String path = effect.resource().path().replace('\0', '\uFFFD');
        return new Decision(
                Verdict.DENY, EffectClass.UNPARSABLE, Decision.TABLE, "'" + path + "' cannot be the name of a file");
    }
}
