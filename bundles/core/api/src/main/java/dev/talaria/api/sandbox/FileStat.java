package dev.talaria.api.sandbox;

/** @param size bytes; 0 unless FILE */
public record FileStat(Type type, long size) {
    public enum Type {
        FILE,
        DIRECTORY,
        /** A device, a pipe, a socket: not to be opened. */
        OTHER
    }
}
