package dev.talaria.sandbox.local;

import java.nio.file.Path;

/**
 * What confined commands see of one tree of the host.
 *
 * @param path real
 */
record Rule(Path path, Kind kind) {
    enum Kind {
        READ,
        WRITE,
        /** It is empty, or not there. */
        HIDDEN,
        /** A folder for temporary files, empty and of one command only. */
        TEMPORARY,
        /** The user's home: what begins with a dot is hidden, the rest can be read. */
        HOME
    }

    boolean shows(Path wanted) {
        return switch (kind) {
            case READ, WRITE -> true;
            case HIDDEN, TEMPORARY -> false;
            case HOME ->
                wanted.equals(path)
                        || !path.relativize(wanted).getName(0).toString().startsWith(".");
        };
    }
}
