package dev.talaria.engine.approval;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Resource;
import dev.talaria.engine.sandbox.HostSandbox;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An effect with the place that it is really about. Links are resolved once; what is judged, remembered and later opened
 * is this one place.
 *
 * @param given the path as declared; null if it is about no file
 * @param real the same with links resolved, where that can be told without opening the sandbox; null if about no file
 */
record JudgedEffect(
        Effect effect, @Nullable Path given, @Nullable Path real) {

    /** @return empty if it is about a file that cannot exist */
    static Optional<JudgedEffect> of(Effect effect) {
        Resource resource = effect.resource();
        if (!resource.isFile()) {
            return Optional.of(new JudgedEffect(effect, null, null));
        }
        return HostPaths.parse(resource.path())
                .map(path -> new JudgedEffect(effect, path, isLocal(resource) ? HostPaths.real(path) : path));
    }

    static boolean isLocal(Resource resource) {
        return HostSandbox.is(resource.sandboxId());
    }

    /** Whether this effect is or includes using that very file. To write includes to read. */
    boolean covers(EffectKind kind, Path file) {
        Path place = real;
        if (effect.kind() != kind && !(effect.kind() == EffectKind.WRITE && kind == EffectKind.READ)) {
            return false;
        }
        return place == null
                ? effect.resource().equals(Resource.ANY)
                : effect.resource().isTree() ? file.startsWith(place) : file.equals(place);
    }

    /** Whether it names exactly that file, and not a tree around it. */
    boolean names(Path file) {
        return !effect.resource().isTree() && file.equals(real);
    }
}
