package dev.talaria.api.sandbox;

/**
 * @param size bytes; 0 unless FILE
 * @param modifiedMs time of the last change, in milliseconds since 1970; 0 if unknown
 * @param version another one after every change or replacement of the file; opaque; empty if unknown
 */
public record FileStat(Type type, long size, long modifiedMs, String version) {
    /** Of which only type and size are known. */
    public FileStat(Type type, long size) {
        this(type, size, 0, "");
    }

    public enum Type {
        FILE,
        DIRECTORY,
        /** A symbolic link; only in listings, which do not follow it. */
        LINK,
        /** A device, a pipe, a socket: not to be opened. */
        OTHER
    }
}
