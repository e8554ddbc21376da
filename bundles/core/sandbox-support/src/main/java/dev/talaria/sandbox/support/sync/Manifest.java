package dev.talaria.sandbox.support.sync;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What was the same on both sides when they were last compared: files by their names relative to the directory. */
record Manifest(Map<String, Entry> files) {
    static final Manifest EMPTY = new Manifest(Map.of());

    /** @param hash SHA-256 of the content, in hexadecimal digits */
    record Entry(String hash, Stamp stamp) {}

    /**
     * What changes with a file on the host.
     *
     * @param modifiedNanos since 1970
     */
    record Stamp(long size, long modifiedNanos) {}

    Manifest {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        files.forEach((name, entry) -> text.append(entry.hash())
                .append(' ')
                .append(entry.stamp().size())
                .append(' ')
                .append(entry.stamp().modifiedNanos())
                .append(' ')
                .append(name)
                .append('\0'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if it is none */
    static Manifest parse(byte[] bytes) {
        Map<String, Entry> files = new TreeMap<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\0")) {
            if (!line.isEmpty()) {
                String[] fields = line.split(" ", 4);
                files.put(
                        RelativeName.checked(fields[3]),
                        new Entry(fields[0], new Stamp(Long.parseLong(fields[1]), Long.parseLong(fields[2]))));
            }
        }
        return new Manifest(files);
    }
}
