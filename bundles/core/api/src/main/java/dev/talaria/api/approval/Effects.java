package dev.talaria.api.approval;

import java.util.List;
import java.util.Set;

/**
 * What one call does.
 *
 * @param list empty: the call touches nothing outside itself
 * @param idempotent whether running the call again, after a crash that hid its outcome, does no harm
 */
public record Effects(List<Effect> list, boolean idempotent) {
    private static final Effects NONE = new Effects(List.of(), true);

    public Effects {
        list = List.copyOf(list);
    }

    public static Effects none() {
        return NONE;
    }

    /** Reads only, hence idempotent. */
    public static Effects reads(Resource... resources) {
        return new Effects(
                List.of(resources).stream()
                        .map(resource -> new Effect(EffectKind.READ, resource))
                        .toList(),
                true);
    }

    /** One effect, not idempotent. */
    public static Effects once(EffectKind kind, Resource resource) {
        return new Effects(List.of(new Effect(kind, resource)), false);
    }

    /** Every one of these kinds, on anything, not idempotent: what a tool claims that cannot tell more. */
    public static Effects anything(Set<EffectKind> kinds) {
        return kinds.isEmpty()
                ? NONE
                : new Effects(
                        kinds.stream()
                                .map(kind -> new Effect(kind, Resource.ANY))
                                .toList(),
                        false);
    }

    public boolean conflictsWith(Effects other) {
        return list.stream().anyMatch(mine -> other.list.stream().anyMatch(mine::conflictsWith));
    }
}
