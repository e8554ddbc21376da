package dev.talaria.api.approval;

/**
 * One thing that a call does to one resource.
 *
 * @param resource see {@link Resource}
 * @param nature what is special about it
 * @param part the part of the call that has this effect, such as one command of a script, for people and for rules;
 *     empty for the whole call
 */
public record Effect(EffectKind kind, Resource resource, Nature nature, String part) {

    /** An ordinary effect of the whole call. */
    public Effect(EffectKind kind, Resource resource) {
        this(kind, resource, Nature.ORDINARY, "");
    }

    /** Whether two calls with these effects must not run at the same time. */
    public boolean conflictsWith(Effect other) {
        boolean bothRead = kind == EffectKind.READ && other.kind == EffectKind.READ;
        return !bothRead && resource.overlaps(other.resource);
    }

    /** The kind, its nature unless ordinary, and the resource. */
    @Override
    public String toString() {
        return kind + (nature == Nature.ORDINARY ? " " : " " + nature + " ") + resource;
    }
}
