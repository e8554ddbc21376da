package dev.talaria.api.approval;

import java.util.regex.Pattern;

/**
 * What an effect is about.
 *
 * <ul>
 *   <li>{@code file:<sandbox>:/path}, absolute and normalised; a final {@code /} means the tree below it
 *   <li>{@code sandbox:<id>}, everything in that sandbox
 *   <li>{@code net:host:port}
 *   <li>{@code chat:<address>}
 *   <li>{@code *}, anything
 * </ul>
 */
public record Resource(String value) {
    private static final Pattern FORM = Pattern.compile("\\*|file:[^:]+:/.*|sandbox:.+|net:.+|chat:.+", Pattern.DOTALL);

    /** Anything at all: what a tool claims that cannot tell. */
    public static final Resource ANY = new Resource("*");

    public Resource {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a resource: " + value);
        }
    }

    /** @param path absolute and normalised */
    public static Resource file(String sandbox, String path) {
        return new Resource("file:" + sandbox + ":" + path);
    }

    /** @param path absolute and normalised; everything below it is meant */
    public static Resource tree(String sandbox, String path) {
        return file(sandbox, path.endsWith("/") ? path : path + "/");
    }

    public static Resource sandbox(String id) {
        return new Resource("sandbox:" + id);
    }

    public boolean isFile() {
        return value.startsWith("file:");
    }

    /** The path of a file or tree, without the final {@code /}. */
    public String path() {
        String path = value.substring(value.indexOf(':', "file:".length()) + 1);
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    public boolean isTree() {
        return isFile() && value.endsWith("/");
    }

    /** The sandbox of a {@code file:} or {@code sandbox:} resource; empty for others. */
    public String sandboxId() {
        if (isFile()) {
            return value.substring("file:".length(), value.indexOf(':', "file:".length()));
        }
        return value.startsWith("sandbox:") ? value.substring("sandbox:".length()) : "";
    }

    public boolean overlaps(Resource other) {
        if (equals(ANY) || other.equals(ANY) || equals(other)) {
            return true;
        }
        if (sandboxId().isEmpty() || !sandboxId().equals(other.sandboxId())) {
            return false;
        }
        return !isFile() || !other.isFile() || covers(other) || other.covers(this);
    }

    private boolean covers(Resource other) {
        return path().equals(other.path()) || isTree() && other.value.startsWith(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
