package dev.talaria.api.approval;

/**
 * One thing that a call does to one resource.
 *
 * @param resource see {@link Resource}
 */
public record Effect(EffectKind kind, Resource resource) {

    /** Whether two calls with these effects must not run at the same time. */
    public boolean conflictsWith(Effect other) {
        boolean bothRead = kind == EffectKind.READ && other.kind == EffectKind.READ;
        return !bothRead && resource.overlaps(other.resource);
    }

    @Override
    public String toString() {
        return kind + " " + resource;
    }
}
