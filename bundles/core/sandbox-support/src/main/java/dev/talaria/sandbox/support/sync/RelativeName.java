package dev.talaria.sandbox.support.sync;

import java.util.Arrays;

/** The name of a file in a directory and the directories below it. */
final class RelativeName {
    private RelativeName() {}

    /** @throws IllegalArgumentException if it could lead out of the directory */
    static String checked(String name) {
        boolean bad = name.isEmpty()
                || name.indexOf('\0') >= 0
                || Arrays.stream(name.split("/", -1))
                        .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (bad) {
            throw new IllegalArgumentException("'" + name + "' is no name in the directory");
        }
        return name;
    }
}
