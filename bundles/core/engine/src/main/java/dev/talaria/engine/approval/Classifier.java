package dev.talaria.engine.approval;

import dev.talaria.api.approval.EffectClass;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import java.nio.file.Path;
import java.util.Objects;

/** Finds the row of the table that an effect belongs to. */
final class Classifier {
    private final Floor floor;
    private final SecretPaths secrets;

    Classifier(Floor floor, SecretPaths secrets) {
        this.floor = floor;
        this.secrets = secrets;
    }

    EffectClass classify(JudgedEffect judged, Place place) {
        if (isFloor(judged, place)) {
            return EffectClass.FLOOR;
        }
        return switch (judged.effect().nature()) {
            case UNPARSABLE -> EffectClass.UNPARSABLE;
            case PRIVILEGED -> EffectClass.PRIVILEGED;
            // What would ruin a host is an isolated sandbox's own affair.
            case DESTRUCTIVE, RUINOUS ->
                decidesWhatRuns(judged, place) ? EffectClass.PRIVILEGED : EffectClass.DESTRUCTIVE;
            case ORDINARY, WORKSPACE_CODE -> byKind(judged, place);
        };
    }

    private boolean isFloor(JudgedEffect judged, Place place) {
        if (judged.effect().nature() == Nature.RUINOUS && !place.isolates(judged)) {
            return true;
        }
        return isLocalFile(judged)
                && (floor.holds(given(judged))
                        || floor.holds(real(judged))
                        || judged.effect().nature() == Nature.DESTRUCTIVE && changesAroundFloor(judged));
    }

    /** Whether it changes a tree that Talaria's own files are in. */
    private boolean changesAroundFloor(JudgedEffect judged) {
        return judged.effect().kind() == EffectKind.WRITE
                && isLocalFile(judged)
                && judged.effect().resource().isTree()
                && (floor.isBelow(given(judged)) || floor.isBelow(real(judged)));
    }

    private EffectClass byKind(JudgedEffect judged, Place place) {
        return switch (judged.effect().kind()) {
            case READ -> reading(judged);
            case WRITE -> writing(judged, place);
            case EXECUTE ->
                judged.effect().nature() == Nature.WORKSPACE_CODE
                        ? EffectClass.RUN_WORKSPACE_CODE
                        : EffectClass.RUN_UNKNOWN;
            case NETWORK -> EffectClass.NETWORK;
            case MESSAGE -> EffectClass.MESSAGE;
            case SPEND -> EffectClass.SPEND;
            case DELEGATE -> EffectClass.DELEGATE;
            case CONFIGURE -> EffectClass.CONFIGURE;
        };
    }

    private EffectClass reading(JudgedEffect judged) {
        Resource resource = judged.effect().resource();
        if (!resource.isFile()) {
            return resource.value().startsWith("net:") ? EffectClass.NETWORK : EffectClass.READ_SECRET;
        }
        // What a tool opens in a tree passes GuardedFiles, which leaves secrets out; what a command opens does not.
        boolean byCommand = !judged.effect().part().isEmpty();
        boolean secret = secrets.isOne(given(judged))
                || secrets.isOne(real(judged))
                || byCommand && resource.isTree() && JudgedEffect.isLocal(resource) && holdsSecrets(real(judged));
        return secret ? EffectClass.READ_SECRET : EffectClass.READ;
    }

    private boolean holdsSecrets(Path tree) {
        return floor.isBelow(tree) || secrets.areBelow(tree);
    }

    private EffectClass writing(JudgedEffect judged, Place place) {
        Resource resource = judged.effect().resource();
        if (!resource.isFile()) {
            return resource.value().startsWith("net:") ? EffectClass.NETWORK : EffectClass.WRITE_OUTSIDE;
        }
        if (decidesWhatRuns(judged, place) || changesAroundFloor(judged)) {
            return EffectClass.PRIVILEGED;
        }
        return place.inWorkspace(judged) ? EffectClass.WRITE_WORKSPACE : EffectClass.WRITE_OUTSIDE;
    }

    /** Whether it changes what starts programs or lets people in, outside of an isolated sandbox. */
    private boolean decidesWhatRuns(JudgedEffect judged, Place place) {
        return judged.effect().kind() == EffectKind.WRITE
                && judged.given() != null
                && !place.isolates(judged)
                && (isSensitive(given(judged)) || isSensitive(real(judged)));
    }

    private boolean isSensitive(Path path) {
        return StartFiles.isOne(path) || secrets.isOne(path);
    }

    private static boolean isLocalFile(JudgedEffect judged) {
        return judged.given() != null && JudgedEffect.isLocal(judged.effect().resource());
    }

    private static Path given(JudgedEffect judged) {
        return Objects.requireNonNull(judged.given());
    }

    private static Path real(JudgedEffect judged) {
        return Objects.requireNonNull(judged.real());
    }
}
